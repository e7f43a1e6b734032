"""One currency of a statement as printed rows, sums and ageing."""

import textwrap
from dataclasses import dataclass

from markupsafe import Markup

from ..statement import Document
from ..statement.wording import (
    basis_sentence,
    document_word,
    short_label,
)
from .pages import Row

# Signs that fit on a line of each text column, in the widest of the usual fonts.
WIDTHS = {"document": 17, "reference": 15, "description": 16, "open": 16}
MOST_LINES = 3
BREAK = Markup("<br/>")


@dataclass(frozen=True)
class Figure:
    """A labelled amount, as text."""

    label: str
    amount: str
    tone: str = ""


class Section:
    """The statement in one currency, ready to be laid out.

    :param section: the engine's ``Section``
    :param writing: a ``Writing``
    :param name: the currency's name, as the reader knows it
    """

    def __init__(self, env, section, writing, name, is_open):
        self.env = env
        self.section = section
        self.writing = writing
        self.name = name
        self.is_open = is_open
        self.words = {one: document_word(env, one) for one in Document}
        make = self._open_row if is_open else self._activity_row
        self.rows = [make(line) for line in section.lines]
        left_out = section.line_count - len(self.rows)
        self.left_out = left_out
        self.brought = self.carry("brought", self._plain(section.brought_forward))
        self.closing = self._closing(left_out)

    @property
    def code(self):
        """Return the currency's code."""
        return self.section.figures.currency

    def _plain(self, amount):
        return self.writing.plain(amount)

    def _unless_zero(self, amount):
        return self.writing.plain(amount) if amount else ""

    def carry(self, kind, balance):
        """Return a row that brings a balance from, or carries it to, another page."""
        word = self.env._("Brought forward")
        if kind == "carried":
            word = self.env._("Carried forward")
        elif self.left_out and not self.is_open:
            word = self.env._(
                "Brought forward, with %(count)s earlier lines of the period",
                count=self.left_out,
            )
        return Row(kind, (word, balance), balance=balance)

    def _closing(self, left_out):
        totals, closing = self.section.totals, self._plain(self.section.closing)
        word = self.env._("Closing balance")
        if self.is_open:
            word = self.env._("Balance")
            if left_out:
                word = self.env._(
                    "Balance, with %(count)s further lines", count=left_out
                )
            return Row("closing", (word, "", "", closing, ""), balance=closing)
        sums = self._plain(totals.charges), self._plain(totals.credits)
        return Row("closing", (word, *sums, closing), balance=closing)

    def _activity_row(self, line):
        due = self.writing.day(line.due_date)
        if line.document is not Document.INVOICE:
            due = ""
        elif line.instalment_count > 1:
            due = self.env._("%(count)s parts", count=line.instalment_count)
        texts, height = _wrapped(
            (line.name or "", WIDTHS["document"]),
            (line.reference, WIDTHS["reference"]),
            (self._about(line), WIDTHS["description"]),
        )
        balance = self._plain(line.balance)
        cells = (
            self.writing.day(line.date),
            *texts,
            due,
            self._unless_zero(line.charge),
            self._unless_zero(line.credit),
            balance,
        )
        return Row("line", cells, height, balance)

    def _open_row(self, line):
        part = ""
        if line.instalment_count > 1:
            part = self.env._(
                "part %(number)s of %(count)s",
                number=line.instalment,
                count=line.instalment_count,
            )
        about = ", ".join(filter(None, (line.reference, part)))
        if line.document is not Document.INVOICE:
            about = about or self.words[line.document]
        texts, height = _wrapped(
            (line.name or "", WIDTHS["document"]), (about, WIDTHS["open"])
        )
        original = line.charge - line.credit
        settled = original - line.residual
        balance = self._plain(line.balance)
        cells = (
            self.writing.day(line.date),
            *texts,
            self.writing.day(line.due_date) if line.residual > 0 else "",
            str(line.days_overdue or ""),
            self._plain(original),
            self._unless_zero(settled),
            self._plain(line.residual),
            balance,
        )
        return Row("line", cells, height, balance)

    def _about(self, line):
        """Return kind and text of a movement, nothing that stands there already."""
        is_said = line.reference or line.description == line.name
        text = "" if is_said else line.description
        return ", ".join(filter(None, (self.words[line.document], text)))

    @property
    def summary(self):
        """Return the figures at the head of the section."""
        env, section, figures = self.env, self.section, self.section.figures
        totals = section.totals
        if totals:
            sums = [Figure(env._("Opening balance"), self._plain(section.opening))]
            moved = (
                (env._("Invoiced"), totals.invoiced),
                (env._("Credited"), totals.credited),
                (env._("Paid"), totals.paid),
                (env._("Refunded"), totals.refunded),
                (env._("Other"), totals.other),
            )
            sums += [Figure(label, self._plain(one)) for label, one in moved[:3]]
            sums += [Figure(label, self._plain(one)) for label, one in moved[3:] if one]
            word = env._("Closing balance")
        else:
            sums = [Figure(env._("Open"), self._plain(figures.ageing.charges))]
            credit = self._plain(figures.ageing.credit)
            sums.append(Figure(env._("Credit not used yet"), credit))
            word = env._("Balance")
        sums.append(Figure(word, self._plain(section.closing), "sum"))
        late = "late" if figures.overdue else ""
        sums.append(
            Figure(env._("Of this overdue"), self._plain(figures.overdue), late)
        )
        return sums

    @property
    def ageing(self):
        """Return the rows of the ageing as columns, and their sum."""
        ageing = self.section.figures.ageing
        ages = [
            Figure(short_label(self.env, one, ageing), self._plain(one.amount))
            for one in ageing.buckets
        ]
        if ageing.credit:
            ages.append(Figure(self.env._("Credit"), self._plain(ageing.credit)))
        word = self.env._("Total")
        return [*ages, Figure(word, self._plain(ageing.total), "sum")]

    @property
    def basis(self):
        """Return how the age is counted."""
        return basis_sentence(self.env, self.section.figures.ageing)


def _wrapped(*texts):
    """Return the texts with line breaks, and how many lines the longest takes."""
    cells, most = [], 1
    for text, width in texts:
        if len(text) <= width and "\n" not in text:
            cells.append(text)
            continue
        lines = textwrap.wrap(
            text, width, max_lines=MOST_LINES, placeholder="…", break_on_hyphens=False
        )
        most = max(most, len(lines))
        cells.append(BREAK.join(lines))
    return cells, most
