"""The credit notes as value objects: chips with counts, one page of rows."""

from dataclasses import dataclass

from odoo.fields import Domain

from ..invoices.status import Badge
from ..page.chips import Chip
from ..payments.matches import read_uses

PAGE_SIZE = 10
ORDER = "invoice_date desc, name desc, id desc"
KINDS = ("left", "used")


@dataclass(frozen=True)
class CreditNoteRow:
    """One credit note, ready to print.

    :param about: the reason, as far as the document gives one
    :param origin: ``(number, address)`` of the invoice it corrects; ``None``
    :param uses: where the credit went, see :class:`~.matches.Use`
    """

    number: str
    about: str
    date: str
    origin: tuple | None
    amount: str
    left: str
    has_left: bool
    uses: tuple
    badge: Badge
    url: str


@dataclass(frozen=True)
class CreditNotePage:
    """One page of the list.

    :param first_left: row with something left to ask about, ``None`` without one
    """

    rows: list
    chips: list
    count: int
    total_count: int
    first: int
    last: int
    newer_url: str
    older_url: str
    older_size: int
    first_left: CreditNoteRow | None


def read_page(visitor, number, formats, show=""):
    """Return one page of the visitor's credit notes in a constant number of queries.

    :param int number: page number from 1; beyond the end gives the last page
    :param str show: one of ``KINDS``, anything else for all
    """
    kind = show if show in KINDS else ""
    moves, own = visitor.env["account.move"], visitor.credit_notes()
    left = moves._zone_credit_left_domain()
    counts = {"": moves.search_count(own), "left": moves.search_count(own & left)}
    counts["used"] = counts[""] - counts["left"]
    domain = own & {"": Domain.TRUE, "left": left, "used": ~left}[kind]
    number = max(1, min(number, -(-counts[kind] // PAGE_SIZE)))
    offset = (number - 1) * PAGE_SIZE
    found = moves.search(domain, order=ORDER, limit=PAGE_SIZE, offset=offset)
    rows = read_rows(visitor, found, formats)
    last = offset + len(rows)
    return CreditNotePage(
        rows=rows,
        chips=_chips(visitor, kind, counts),
        count=counts[kind],
        total_count=counts[""],
        first=offset + 1,
        last=last,
        newer_url=_url(visitor, kind, number - 1) if number > 1 else "",
        older_url=_url(visitor, kind, number + 1) if last < counts[kind] else "",
        older_size=min(PAGE_SIZE, counts[kind] - last),
        first_left=next((row for row in rows if row.has_left), None),
    )


def read_rows(visitor, credit_notes, formats):
    """Return credit notes of this visitor with where each was used."""
    lines = credit_notes._zone_credit_lines().grouped("move_id")
    uses = read_uses(
        visitor,
        {move.id: some for move, some in lines.items()},
        formats,
        also_ids=credit_notes.reversed_entry_id.ids,
    )
    return [_row(visitor, one, uses, formats) for one in credit_notes]


def _row(visitor, credit_note, uses, formats):
    env, currency = credit_note.env, credit_note.currency_id
    # What is left of a credit note is below zero in the books, never on paper.
    left = abs(credit_note.amount_residual)
    has_left = not currency.is_zero(left)
    badge = Badge(env._("Credit left"), "part")
    return CreditNoteRow(
        number=credit_note.name,
        about=credit_note.ref or "",
        date=formats.day(credit_note.invoice_date),
        origin=uses.pages.get(credit_note.reversed_entry_id.id),
        amount=formats.money(credit_note.amount_total, currency),
        left=formats.money(left, currency),
        has_left=has_left,
        uses=uses.by_key.get(credit_note.id, ()),
        badge=badge if has_left else Badge(env._("Used"), "ok"),
        url=f"{visitor.base}/credit-notes/{credit_note.id}",
    )


def _chips(visitor, kind, counts):
    env = visitor.env
    labels = {"": env._("All"), "left": env._("Credit left"), "used": env._("Used")}
    return [
        Chip(label, counts[key], _url(visitor, key), key == kind)
        for key, label in labels.items()
    ]


def _url(visitor, kind, number=1):
    page = f"/page/{number}" if number > 1 else ""
    path = f"{visitor.base}/credit-notes{page}"
    return f"{path}?show={kind}" if kind else path
