"""The tabs of the zone: one entry each, shown where the visitor may open them."""

from dataclasses import dataclass

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)


@dataclass(frozen=True)
class Tab:
    """One entry of the zone's main navigation.

    :param history: shown only with "Invoices and account history"
    """

    key: str
    label: object
    path: str
    history: bool = False


TABS = (Tab("invoices", _lt("Invoices"), "/invoices"),)


def tabs_for(visitor):
    """Return the tabs this visitor may open, in the order they are shown."""
    if not visitor.sees_list:
        return []
    return [tab for tab in TABS if visitor.history or not tab.history]
