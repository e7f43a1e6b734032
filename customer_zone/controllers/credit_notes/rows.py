"""The credit notes as value objects: chips with counts, one page of rows."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from odoo.fields import Domain

from ..invoices.status import Badge
from ..page.chips import Chip
from ..page.counts import add, count_each
from ..page.paging import Paging, clip
from ..payments.matches import read_uses

PAGE_SIZE = 10
COLUMNS = ("invoice_date", "name", "id")
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
    :param paging: see :class:`~..page.paging.Paging`
    """

    rows: list
    chips: list
    count: int
    total_count: int
    paging: Paging
    first_left: CreditNoteRow | None


def read_page(visitor, number, formats, show="", after_id=0):
    """Return one page of the visitor's credit notes in a constant number of queries.

    :param int number: page number from 1; beyond the end gives the last page
    :param str show: one of ``KINDS``, anything else for all
    :param int after_id: what the page starts after; then ``number`` is unused
    """
    kind = show if show in KINDS else ""
    moves, domains = visitor.env["account.move"], _domains(visitor)
    counts = count_each(moves, {one: domains[one] for one in KINDS})
    counts[""] = add(*counts.values())
    domain, offset, start = domains[kind], 0, moves
    if after_id:
        start = moves.search(domains[""] & Domain("id", "=", after_id))
    number = 0 if start else clip(number, counts[kind], PAGE_SIZE)
    if start:
        domain &= start._zone_after_domain(COLUMNS, is_downwards=True)
    else:
        offset = (number - 1) * PAGE_SIZE
    found = moves.search(domain, order=ORDER, limit=PAGE_SIZE + 1, offset=offset)
    rows = read_rows(visitor, found[:PAGE_SIZE], formats)
    return CreditNotePage(
        rows=rows,
        chips=_chips(visitor, kind, counts),
        count=counts[kind],
        total_count=counts[""],
        paging=Paging(
            url=partial(_url, visitor, kind),
            count=counts[kind],
            number=number,
            size=PAGE_SIZE,
            shown=len(rows),
            last_id=found[:PAGE_SIZE][-1:].id,
            has_more=len(found) > PAGE_SIZE,
        ),
        first_left=next((row for row in rows if row.has_left), None),
    )


def _domains(visitor):
    """Return the domain of each kind of credit note, ``""`` for all."""
    moves, own = visitor.env["account.move"], visitor.credit_notes()
    return {
        "": own,
        "left": own & moves._zone_credit_left_domain(),
        "used": own & moves._zone_credit_used_domain(),
    }


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


def _url(visitor, kind, number=1, after=0):
    page = f"/page/{number}" if number > 1 else ""
    path = f"{visitor.base}/credit-notes{page}"
    query = [("show", kind)] if kind else []
    query += [("after", after)] if after else []
    return f"{path}?{urlencode(query)}" if query else path
