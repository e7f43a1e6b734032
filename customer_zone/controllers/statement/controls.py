"""What stands above a statement: kind, dates, currency, and the month pack."""

from dataclasses import dataclass, replace

from odoo.tools import date_utils

from ...statement import quick_periods
from ...statement.periods import last_month
from ...statement.wording import period_label


@dataclass(frozen=True)
class Chip:
    """One choice of kind or period."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Pack:
    """A pack on offer, and the days it covers (``first_day`` may be ``""``)."""

    is_month: bool
    url: str
    first_day: str
    day: str


def read_kinds(env, asked, path):
    """Return the two kinds of statement."""
    kinds = type(asked.kind)
    return [
        Chip(env._("What you owe"), path, asked.is_open),
        Chip(
            env._("All activity"),
            f"{path}?kind={kinds.ACTIVITY.value}",
            not asked.is_open,
        ),
    ]


def read_periods(visitor, asked, path, writing):
    """Return the quick dates of an activity, none for open items."""
    if asked.is_open:
        return []
    return [
        Chip(
            period_label(visitor.env, one, writing),
            asked.url(path, date_from=one.date_from, date_to=one.date_to),
            (one.date_from, one.date_to) == (asked.date_from, asked.date_to),
        )
        for one in quick_periods(visitor.company, asked.today)
    ]


def read_pack(visitor, asked, path, writing):
    """Return the pack of the period shown; where none is, that of last month."""
    if asked.is_open:
        month = last_month(asked.today)
        asked = replace(
            asked,
            kind=type(asked.kind).ACTIVITY,
            date_from=month.date_from,
            date_to=month.date_to,
            bucket=None,
        )
    first, last = asked.date_from, asked.date_to
    return Pack(
        is_month=(first, last) == date_utils.get_month(last),
        url=asked.url(f"{path}/pack"),
        first_day=writing.day(asked.date_from),
        day=writing.day(asked.date_to),
    )


def read_currencies(env, statement, asked):
    """Return ``(name, words)`` of the currencies one can ask for."""
    ids = [section.figures.currency_id for section in statement.sections]
    found = env["res.currency"].browse(ids)
    if len(found) < 2 and not asked.currency:
        return []
    return [(one.name, one.full_name or one.name) for one in found]
