"""Where the pages of a printed statement end. Heights are millimetres.

The PDF engine is not trusted with page breaks: every page is a block of its own with
its headings, what is brought and carried forward, and its number.
"""

from dataclasses import dataclass, field

HEADINGS = 6.4
ROW_LINE, ROW_PAD = 3.4, 1.7
SUM_ROW = 5.6
SECTION_TITLE = 8.0
SUMMARY = 13.5
AGEING = 24.0
KEPT_TOGETHER = 2  # lines that stay with the closing balance


@dataclass
class Part:
    """One block of a page.

    ``title``, ``summary``, ``table``, ``continued`` (the title again, above a table
    that began on an earlier page), ``ageing`` or ``bank``.
    """

    kind: str
    section: object = None
    rows: list = field(default_factory=list)


@dataclass
class Page:
    """One page; ``number`` counts from 1."""

    number: int
    parts: list = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: ``line``, ``brought``, ``carried`` or ``closing``.

    :param cells: texts or HTML by column
    :param balance: the running balance after it, as text
    """

    kind: str
    cells: tuple
    lines: int = 1
    balance: str = ""

    @property
    def height(self):
        """Return the height of the row."""
        if self.kind != "line":
            return SUM_ROW
        return self.lines * ROW_LINE + ROW_PAD


def lay_out(sections, first_room, room, tail):
    """Return the pages.

    :param sections: each with ``rows`` (of kind ``line``), ``brought`` and
        ``closing`` rows, and ``carry(kind, balance)`` that makes a row
    :param first_room: height left on the first page, below the letterhead
    :param room: the same of every other page
    :param tail: ``(kind, height)`` of what follows at the end
    """
    filler = _Filler(first_room, room)
    for section in sections:
        _lay_section(filler, section)
    for kind, height in tail:
        filler.make_room(height)
        filler.add(Part(kind), height)
    return filler.pages


class _Filler:
    """Fills one page after the other."""

    def __init__(self, first_room, room):
        self.room = room
        self.pages = [Page(1)]
        self.left = first_room

    def turn(self):
        """Begin a new page."""
        self.pages.append(Page(len(self.pages) + 1))
        self.left = self.room

    def fits(self, height):
        """Return whether the page has room for it."""
        return height <= self.left

    def make_room(self, height):
        """Begin a new page where this one has no room."""
        if not self.fits(height) and self.left < self.room:
            self.turn()

    def add(self, part, height):
        """Put a part on the page and return it."""
        self.pages[-1].parts.append(part)
        self.left -= height
        return part


def _lay_section(filler, section):
    rows = section.rows
    begin = SECTION_TITLE + SUMMARY + HEADINGS + 2 * SUM_ROW
    ending = SUM_ROW + AGEING
    few = sum(row.height for row in rows[:3])
    filler.make_room(begin + few + (ending if len(rows) <= 3 else 0))
    filler.add(Part("title", section), SECTION_TITLE)
    filler.add(Part("summary", section), SUMMARY)
    table = _begin_table(filler, section, section.brought)
    kept = rows[-KEPT_TOGETHER:]
    balance = section.brought.balance
    for number, row in enumerate(rows):
        needed = row.height + SUM_ROW
        if number == len(rows) - len(kept):
            needed = sum(one.height for one in kept) + ending
        if not filler.fits(needed):
            table.rows.append(section.carry("carried", balance))
            filler.turn()
            filler.add(Part("continued", section), SECTION_TITLE)
            table = _begin_table(filler, section, section.carry("brought", balance))
        table.rows.append(row)
        filler.left -= row.height
        balance = row.balance
    table.rows.append(section.closing)
    filler.left -= SUM_ROW
    filler.add(Part("ageing", section), AGEING)


def _begin_table(filler, section, brought):
    table = filler.add(Part("table", section), HEADINGS)
    table.rows.append(brought)
    filler.left -= SUM_ROW
    return table
