"""What documents and payments were matched with, as far as the visitor may know."""

from dataclasses import dataclass

from odoo.fields import Domain

# Besides number and kind: whether an online payment of it can be tried again.
PAGE_FIELDS = ["amount_residual", "currency_id", "move_type", "name"]


@dataclass(frozen=True)
class Use:
    """What one payment or credit note did for one other document.

    :param url: ``""`` where the other has no page, or none for this visitor
    :param amount: as HTML, in the currency of the payment or credit note
    """

    name: str
    url: str
    amount: str
    day: str


@dataclass(frozen=True, eq=False)
class Uses:
    """What the rows of one page were matched with.

    :param by_key: tuples of :class:`Use` by the key of the row
    :param pages: ``(number, address)`` of documents open to the visitor, by id
    """

    by_key: dict
    pages: dict


def read_uses(visitor, lines_by_key, formats, also_ids=()):
    """Return what rows were matched with; the same few queries for any number.

    :param lines_by_key: journal items of each row, by any key
    :param also_ids: further documents whose pages are wanted
    """
    keys, lines = {}, visitor.env["account.move.line"]
    for key, some in lines_by_key.items():
        keys |= dict.fromkeys(some.ids, key)
        lines |= some
    matches = lines._zone_matches()
    documents = {match.move_id for match in matches if match.move_type != "entry"}
    pages = open_pages(visitor, documents.union(also_ids))
    found = {}
    for match in matches:
        per_target = found.setdefault(keys[match.line_id], {})
        per_target.setdefault(match.move_id, []).append(match)
    currencies = {line.id: line.currency_id for line in lines}
    return Uses(
        by_key={
            key: tuple(
                _use(visitor, some, currencies[some[0].line_id], pages, formats)
                for some in per_target.values()
            )
            for key, per_target in found.items()
        },
        pages=pages,
    )


def open_pages(visitor, document_ids):
    """Return ``(number, address)`` of the documents this visitor may open, by id."""
    if not document_ids:
        return {}
    own = visitor.documents() | visitor.credit_notes()
    documents = visitor.env["account.move"].search_fetch(
        own & Domain("id", "in", list(document_ids)), PAGE_FIELDS
    )
    return {
        one.id: (one.name, f"{visitor.base}/{one._zone_folder()}/{one.id}")
        for one in documents
    }


def _use(visitor, matches, currency, pages, formats):
    """Return several matchings with one document as one use."""
    newest = matches[-1]
    name, url = visitor.env._("another document"), ""
    if newest.move_id in pages:
        name, url = pages[newest.move_id]
    elif newest.move_type == "entry" and newest.is_same and visitor.sees_account:
        name = newest.name
    return Use(
        name=name,
        url=url,
        amount=formats.money(sum(match.amount for match in matches), currency),
        day=formats.day(newest.day),
    )
