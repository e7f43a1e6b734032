"""The lines of a statement, ready to print."""

from dataclasses import dataclass

from ...statement import Document
from ...statement.wording import document_word, part_word
from ..invoices.status import Badge


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One movement; of ``charge`` and ``credit`` one is ``""``."""

    name: str
    url: str
    about: str
    day: str
    due: str
    charge: str
    credit: str
    balance: str


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One open item.

    :param tick: number of the invoice a tick pays, 0 for a row without a box
    :param tick_amount: what the tick pays, as exact text
    :param tick_note: said where the tick pays more than this row
    :param headline: when it is due, or why it is credit
    :param part_of: what it was, where only a part is open, else ``""``
    """

    tick: int
    tick_amount: str
    tick_note: str
    name: str
    url: str
    about: str
    day: str
    headline: str
    due: str
    is_late: bool
    is_credit: bool
    badge: object
    original: str
    residual: str
    part_of: str
    balance: str


class Rows:
    """Turns the lines of one section into rows.

    :param money: the ``Money`` of the section's currency
    :param documents: the ``Documents`` behind the lines
    """

    def __init__(self, env, writing, money, documents, date_to):
        self.env = env
        self.writing = writing
        self.money = money
        self.documents = documents
        self.date_to = date_to
        self.words = {one: document_word(env, one) for one in Document}
        self._ticked = set()
        self._headlines = {}
        self._badges = {
            "late": Badge(env._("Overdue"), "late"),
            "open": Badge(env._("Not due yet")),
            "today": Badge(env._("Due today")),
            "way": Badge(env._("On its way"), "wait"),
            "credit": Badge(env._("Credit left"), "part"),
        }

    def activity(self, line):
        """Return one movement."""
        due = self.writing.day(line.due_date)
        if line.document is not Document.INVOICE:
            due = ""
        elif line.instalment_count > 1:
            due = self.env._("%(count)s instalments", count=line.instalment_count)
        return ActivityRow(
            name=line.name or self.words[line.document],
            url=self.documents.url(line),
            about=self._about(line, self.words[line.document]),
            day=self.writing.day(line.date),
            due=due,
            charge=self.money.unless_zero(line.charge),
            credit=self.money.unless_zero(line.credit),
            balance=self.money(line.balance),
        )

    def open_item(self, line):
        """Return one open item; of an invoice only the first row has the box."""
        tick, amount, note = self._tick(line)
        original = line.charge - line.credit
        is_credit = line.residual < 0
        word = part_word(self.env, line)
        if line.document is not Document.INVOICE:
            word = self.words[line.document]
        return OpenRow(
            tick=tick,
            tick_amount=amount,
            tick_note=note,
            name=line.name or self.words[line.document],
            url=self.documents.url(line),
            about=self._about(line, word),
            day=self.writing.day(line.date),
            headline=self._headline_of(line),
            due="" if is_credit else self.writing.day(line.due_date),
            is_late=line.days_overdue > 0,
            is_credit=is_credit,
            badge=self._badge(line),
            original=self.money(original),
            residual=self.money(line.residual),
            part_of=self.money(original) if original != line.residual else "",
            balance=self.money(line.balance),
        )

    def _about(self, line, word):
        """Return what stands under a number: kind, the customer's order, text."""
        about = line.reference or line.description
        return ", ".join(filter(None, (word, about if about != line.name else "")))

    def _headline_of(self, line):
        """Return when it is due; lines that are due together share the words."""
        key = line.residual < 0, line.days_overdue, line.due_date
        if key not in self._headlines:
            self._headlines[key] = self._headline(line)
        return self._headlines[key]

    def _headline(self, line):
        env = self.env
        if line.residual < 0:
            return env._("Not used yet")
        if line.days_overdue == 1:
            return env._("1 day overdue")
        if line.days_overdue:
            return env._("%(days)s days overdue", days=line.days_overdue)
        days = (line.due_date - self.date_to).days if line.due_date else 0
        if not days:
            return env._("Due today")
        if days == 1:
            return env._("Due in 1 day")
        return env._("Due in %(days)s days", days=days)

    def _badge(self, line):
        if line.residual < 0:
            return self._badges["credit"]
        if line.move_id in self.documents.waiting:
            return self._badges["way"]
        if line.days_overdue:
            return self._badges["late"]
        is_today = line.due_date == self.date_to
        return self._badges["today" if is_today else "open"]

    def _tick(self, line):
        left = self.documents.payable.get(line.move_id)
        if left is None or line.move_id in self._ticked or line.residual < 0:
            return 0, "", ""
        self._ticked.add(line.move_id)
        places = self.money.currency.decimal_places
        note = ""
        if self.money.currency.compare_amounts(left, float(line.residual)):
            note = self.env._("Ticking pays the whole invoice")
        return line.move_id, f"{left:.{places}f}", note
