"""Statement of account: what a customer owes, and how it came about.

One entry point, ``build_statement``; a lighter one, ``read_figures``, for pages
that show only the balance. Neither decides who may see the result: the caller has
done that before it calls.
"""

from .day import company_today
from .engine import build_statement, read_figures
from .periods import Period, quick_periods
from .values import (
    AgeBucket,
    Ageing,
    Ask,
    Basis,
    Document,
    Figures,
    Kind,
    Line,
    Section,
    Statement,
    Totals,
    Unit,
)
from .writing import Writing

__all__ = [
    "AgeBucket",
    "Ageing",
    "Ask",
    "Basis",
    "Document",
    "Figures",
    "Kind",
    "Line",
    "Period",
    "Section",
    "Statement",
    "Totals",
    "Unit",
    "Writing",
    "build_statement",
    "company_today",
    "quick_periods",
    "read_figures",
]
