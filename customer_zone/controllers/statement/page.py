"""One page of a statement on screen, made of value objects."""

from dataclasses import dataclass, replace

from ...statement import Writing, build_statement
from ..pay.late import overdue_button
from ..payments.on_its_way import find_on_its_way, read_on_its_way, sums
from .asked import PAGE_SIZE
from .controls import read_currencies, read_kinds, read_pack, read_periods
from .documents import read_documents
from .money import Money
from .rows import Rows
from .summary import activity_sums, also_sums, basis, open_sums, read_ages


@dataclass(frozen=True)
class SectionPage:
    """One currency of the statement.

    :param brought: balance before the first line shown, ``""`` to leave it out
    :param carried: balance after the last line shown, where more pages follow
    :param charges: sum of the column, ``""`` for open items (so is ``credits``)
    :param pay: how this currency can be paid, ``None`` for not at all
    """

    currency: object
    name: str
    sums: list
    also: list
    ages: list
    basis: str
    rows: list
    brought: str
    carried: str
    charges: str
    credits: str
    closing: str
    shown: str
    pay: object

    @property
    def chosen(self):
        """Return the name of the one age that is shown, ``""`` for all ages."""
        return next((age.label for age in self.ages if age.is_current), "")


@dataclass(frozen=True)
class Pay:
    """What of one currency can be paid from the page.

    :param overdue: the ``Button`` that pays what is overdue, ``None`` for none
    :param credit: as HTML the credit that is not used yet, ``""`` for none
    :param net_url: where it is taken off, ``""`` where the company does not do that
    """

    overdue: object
    everything_url: str
    part_url: str
    credit: str
    net_url: str


@dataclass(frozen=True)
class StatementPage:
    """One page of the statement.

    :param coming_sums: as HTML what is paid and not booked yet
    :param pack: the ``Pack`` on offer
    """

    path: str
    kinds: list
    periods: list
    sections: list
    currencies: list
    day: str
    first_day: str
    coming_sums: list
    pack: object
    newer_url: str
    older_url: str
    first: int
    last: int
    count: int
    older_size: int

    @property
    def is_empty(self):
        """Return whether there is no line at all."""
        return not any(section.rows for section in self.sections)


def read_page(visitor, asked, formats):
    """Return one page of the statement in a number of queries that never grows.

    :param asked: the ``Asked``; a page beyond the end gives the last page
    """
    statement, number = _read(visitor, asked)
    writing = Writing(visitor.env)
    coming = read_on_its_way(find_on_its_way(visitor), {}, formats)
    is_payable = asked.is_open and asked.is_today
    documents = read_documents(visitor, statement, coming, formats, is_payable)
    path = f"{visitor.base}/statement"
    count = max((one.line_count for one in statement.sections), default=0)
    offset = (number - 1) * PAGE_SIZE
    last = min(offset + PAGE_SIZE, count)
    return StatementPage(
        path=path,
        kinds=read_kinds(visitor.env, asked, path),
        periods=read_periods(visitor, asked, path, writing),
        sections=[
            _section(visitor, section, asked, number, formats, writing, documents)
            for section in statement.sections
        ],
        currencies=read_currencies(visitor.env, statement, asked),
        day=writing.day(asked.date_to),
        first_day=writing.day(asked.date_from),
        coming_sums=sums(coming, formats) if asked.is_today else [],
        pack=read_pack(visitor, asked, path, writing),
        newer_url=asked.page_url(path, number - 1) if number > 1 else "",
        older_url=asked.page_url(path, number + 1) if last < count else "",
        first=offset + 1,
        last=last,
        count=count,
        older_size=min(PAGE_SIZE, count - last),
    )


def _read(visitor, asked):
    """Return the statement of the page asked for, and that page's number."""
    number = asked.number
    statement = _read_numbered(visitor, asked, number)
    count = max((one.line_count for one in statement.sections), default=0)
    if number > 1 and count <= (number - 1) * PAGE_SIZE:
        number = max(1, -(-count // PAGE_SIZE))
        statement = _read_numbered(visitor, asked, number)
    return statement, number


def _read_numbered(visitor, asked, number):
    """Return one page; files read the ledger to its beginning, a page need not."""
    ask = asked.ask(visitor, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    ask = replace(ask, from_ledger=False)
    return build_statement(visitor.customer, visitor.company, ask)


def _section(visitor, section, asked, number, formats, writing, documents):
    env = visitor.env
    currency = env["res.currency"].browse(section.figures.currency_id)
    money = Money(formats, writing, currency)
    rows = Rows(env, writing, money, documents, asked.date_to)
    row = rows.open_item if asked.is_open else rows.activity
    totals = section.totals
    is_last = number * PAGE_SIZE >= section.line_count
    is_first = number == 1
    return SectionPage(
        currency=currency,
        name=money.name,
        sums=activity_sums(env, section, money)
        if totals
        else open_sums(env, section, money),
        also=also_sums(env, section, money),
        ages=read_ages(env, section, money, asked, f"{visitor.base}/statement"),
        basis=basis(env, section, money),
        rows=[row(line) for line in section.lines],
        brought="" if asked.is_open and is_first else money(section.brought_forward),
        carried="" if is_last else money(section.carried_forward),
        charges=money(totals.charges) if totals else "",
        credits=money(totals.credits) if totals else "",
        closing=money(section.closing),
        shown=money(section.carried_forward),
        pay=_pay(visitor, section, money, documents, formats),
    )


def _pay(visitor, section, money, documents, formats):
    if not any(line.move_id in documents.payable for line in section.lines):
        return None
    base, name = f"{visitor.base}/pay", section.figures.currency
    credit = section.figures.available_credit
    may_part = visitor.company.customer_zone_part_payments
    may_net = visitor.company.customer_zone_net_credit
    may_net = may_net and 0 < credit < section.figures.ageing.charges
    return Pay(
        overdue=overdue_button(visitor, documents.late, money.currency, formats),
        everything_url=f"{base}?all={name}",
        part_url=f"{base}?all={name}&choice=part" if may_part else "",
        credit=money.unless_zero(credit),
        net_url=f"{base}?all={name}&choice=net" if may_net else "",
    )
