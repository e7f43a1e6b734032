"""The tabs of the zone: one entry each, shown where the visitor may open them."""

from dataclasses import dataclass

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)


@dataclass(frozen=True)
class Tab:
    """One entry of the zone's main navigation.

    :param history: shown only with "Invoices and account history"
    :param account: not for contacts who see only documents in their own name
    """

    key: str
    label: object
    path: str
    history: bool = False
    account: bool = False


TABS = (
    Tab("overview", _lt("Overview"), "/overview", history=True, account=True),
    Tab("invoices", _lt("Invoices"), "/invoices"),
    Tab("quotes", _lt("Quotes"), "/quotes", history=True),
    Tab("credit-notes", _lt("Credit Notes"), "/credit-notes", history=True),
    Tab("payments", _lt("Payments"), "/payments", history=True, account=True),
    Tab("statement", _lt("Statement"), "/statement", history=True, account=True),
    Tab("details", _lt("My Details"), "/details", history=True),
)


def tabs_for(visitor):
    """Return the tabs this visitor may open, in the order they are shown."""
    if visitor.only_document:
        return []
    return [
        tab
        for tab in TABS
        if (visitor.tabs_history or not tab.history)
        and not (tab.account and visitor.own_only)
    ]
