"""The statements a customer was sent, as rows of a page."""

from dataclasses import dataclass

from odoo.fields import Datetime, Domain

from ...statement import Ask, Kind, Writing
from ..visit.visitor import MAX_ID, RefusedError

MOST = 60


@dataclass(frozen=True)
class SentRow:
    """One statement that was sent.

    :param first_day: first day of an activity, ``""`` for none
    :param url: address of its PDF, ``""`` if it was sent as a link alone
    :param page_url: address of the page with the same kind and dates
    """

    day: str
    first_day: str
    kind: str
    sent_day: str
    email: str
    balance: str
    url: str
    page_url: str


def read_sent(visitor):
    """Return the newest statements sent, and whether there are more.

    :return: (list of ``SentRow``, bool)
    """
    found = visitor.env["customer.zone.statement.sent"].search(
        sent_domain(visitor), limit=MOST + 1
    )
    writing = Writing(visitor.env)
    kinds = dict(found._fields["kind"]._description_selection(visitor.env))
    rows = [
        SentRow(
            day=writing.day(one.date_to),
            first_day=writing.day(one.date_from),
            kind=kinds[one.kind],
            sent_day=writing.day(
                Datetime.context_timestamp(visitor.recipient, one.sent_at).date()
            ),
            email=one.email,
            balance=one.balance_text,
            url=f"{visitor.base}/statement/sent/{one.id}" if one.attachment_id else "",
            page_url=f"{visitor.base}/{_key(one)}",
        )
        for one in found[:MOST]
    ]
    return rows, len(found) > MOST


def _key(sent):
    ask = Ask(Kind(sent.kind), sent.date_to, sent.date_from or None)
    return sent.env["customer.zone.statement"]._zone_statement_key(ask)


def sent_domain(visitor):
    """Return the domain of the statements of this customer in this company."""
    domain = Domain("company_id", "=", visitor.company.id)
    return domain & Domain("customer_id", "=", visitor.customer.id)


def one_sent(visitor, statement_id):
    """Return the statement with this id, which has a PDF.

    :raises RefusedError: alike for a missing one, somebody else's and one without
    """
    if statement_id > MAX_ID:
        raise RefusedError()
    domain = sent_domain(visitor) & Domain("attachment_id", "!=", False)
    domain &= Domain("id", "=", statement_id)
    found = visitor.env["customer.zone.statement.sent"].search(domain, limit=1)
    if not found:
        raise RefusedError()
    return found
