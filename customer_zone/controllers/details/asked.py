"""What one visitor asked to be changed, as value objects."""

from dataclasses import dataclass

from ..invoices.status import Badge

TONES = {
    "waiting": "wait",
    "approved": "ok",
    "partly": "part",
    "refused": "no",
    "withdrawn": "",
}


@dataclass(frozen=True)
class Change:
    """One line of a request: old and new.

    :param is_refused: this one was not made, while others of the request were
    """

    label: str
    old: str
    new: str
    is_refused: bool = False


@dataclass(frozen=True)
class Asked:
    """One request of the visitor's."""

    asked: str
    badge: Badge
    changes: tuple
    note: str
    reason: str


def read_asked(visitor, formats):
    """Return the visitor's requests as ``(the waiting one or None, the others)``."""
    requests = visitor.env["customer.zone.change.request"]
    asked = requests._zone_of(visitor.event_values)
    words = dict(asked._fields["state"]._description_selection(visitor.env))
    rows = [(one.state, _asked(one, words, formats)) for one in asked]
    waiting = next((row for state, row in rows if state == "waiting"), None)
    return waiting, [row for state, row in rows if state != "waiting"]


def _asked(one, words, formats):
    return Asked(
        asked=formats.moment(one.create_date),
        badge=Badge(words[one.state], TONES[one.state]),
        changes=tuple(_change(line) for line in one.line_ids),
        note=one.note or "",
        reason=one.reason or "",
    )


def _change(line):
    sections = dict(line._fields["section"]._description_selection(line.env))
    names = dict(line._fields["field_name"]._description_selection(line.env))
    label = f"{sections[line.section]}: {names[line.field_name]}"
    is_refused = line.request_id.state == "partly" and not line.accepted
    return Change(label, line.old_text, line.new_text, is_refused)
