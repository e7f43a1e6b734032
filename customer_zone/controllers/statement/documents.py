"""Which lines of a page open a document, and which can be ticked and paid."""

from dataclasses import dataclass
from urllib.parse import urlencode

from odoo.fields import Domain

from ...statement import Document
from ..page.planner import expect_few_rows
from ..pay.late import read_late
from ..pay.offers import served_currencies
from ..pay.selection import PAYABLE_FIELDS

MONEY = (Document.PAYMENT, Document.REFUND)


@dataclass(frozen=True)
class Documents:
    """The documents behind the lines of one page.

    :param base: address of the visitor's zone
    :param ids: ids of entries with a page of their own, by kind of document
    :param payable: what is left of each invoice that can be paid now, by its id
    :param waiting: ids of invoices whose payment is on its way
    :param late: the overdue invoices, each a ``Late``; only where any can be paid
    """

    base: str
    ids: dict
    payable: dict
    waiting: frozenset
    late: list

    def url(self, line):
        """Return the address of a line's document, ``""`` where it has no page."""
        if line.document in MONEY:
            days = urlencode({"from": line.date, "to": line.date})
            return f"{self.base}/payments?{days}"
        if line.move_id in self.ids[Document.INVOICE]:
            return f"{self.base}/invoices/{line.move_id}"
        if line.move_id in self.ids[Document.CREDIT_NOTE]:
            return f"{self.base}/credit-notes/{line.move_id}"
        return ""


def read_documents(visitor, statement, coming, formats, with_payable):
    """Return the documents of all lines of a statement, in as many queries always.

    :param coming: online payments that are not booked yet
    :param bool with_payable: whether lines are to be ticked
    """
    moves = visitor.env["account.move"]
    by_kind = {Document.INVOICE: set(), Document.CREDIT_NOTE: set()}
    for section in statement.sections:
        for line in section.lines:
            if line.document in by_kind:
                by_kind[line.document].add(line.move_id)
    shown = moves.search_fetch(
        visitor.documents() & Domain("id", "in", by_kind[Document.INVOICE])
        | visitor.credit_notes() & Domain("id", "in", by_kind[Document.CREDIT_NOTE]),
        PAYABLE_FIELDS if with_payable else ["id"],
        order="id",
    )
    ids = {kind: found.intersection(shown.ids) for kind, found in by_kind.items()}
    waiting = {move.id for one in coming for move in one.transaction.invoice_ids}
    payable, late = {}, []
    if with_payable and visitor.may_pay:
        served = served_currencies(visitor)
        payable = {
            move.id: move.amount_residual
            for move in shown
            if move.id in ids[Document.INVOICE]
            and move.currency_id in served
            and move.id not in waiting
            and move._has_to_be_paid()
        }
        if payable:
            expect_few_rows(visitor.env)
            late = read_late(visitor, formats, coming, served)
    return Documents(
        base=visitor.base,
        ids=ids,
        payable=payable,
        waiting=frozenset(waiting),
        late=late,
    )
