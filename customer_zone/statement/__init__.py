"""Statement of account: what a customer owes, and how it came about.

One entry point, ``build_statement``; lighter ones, ``read_figures`` and
``read_credit``, for pages that show only the balance or the credit. None of them
decides who may see the result: the caller has done that before it calls.
"""

from .day import company_today
from .engine import build_statement, read_credit, read_figures
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
    "read_credit",
    "read_figures",
]
