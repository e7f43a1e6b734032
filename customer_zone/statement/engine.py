"""The statement engine: asks the ledger, answers with values.

The number of SQL statements does not depend on the size of the ledger: four for an
activity, three for open items, two for the figures alone. No record is read per
line. Access is decided by the caller.
"""

import logging
from datetime import date
from decimal import Decimal

from .ageing import CREDIT, ageing_of
from .day import company_today
from .items import open_lines_sql
from .movements import movement_lines_sql
from .open_items import ageing_sql, credit_sql
from .queries import Scope, read_scope
from .rows import money_of, read_lines
from .span import Day, page_span
from .sums import sums_sql
from .values import (
    Ageing,
    Ask,
    Basis,
    Figures,
    Kind,
    Line,
    Section,
    Statement,
    Totals,
    Unit,
)

_logger = logging.getLogger(__name__)


def build_statement(customer, company, ask: Ask) -> Statement:
    """Return the customer's statement of account in one company.

    :param customer: ``res.partner``; a contact stands for its commercial entity
    :param company: ``res.company``, exactly this one; branches have their own
    :param ask: what is wanted
    """
    env = customer.env
    scope = read_scope(env, customer.id, company.id, ask.date_to, ask.currency_id)
    figures = _figures(env, scope, ask.basis, ask.unit)
    if ask.kind is Kind.ACTIVITY:
        sections = _activity(env, scope, ask, figures)
    else:
        sections = _open(env, scope, ask, figures)
    for section in sections:
        if section.difference:
            _logger.error(
                "Statement of partner %s in company %s, %s, %s: closing balance %s, "
                "open items %s.",
                scope.customer_id,
                company.id,
                section.figures.currency,
                ask.date_to,
                section.closing,
                section.figures.balance,
            )
    return Statement(ask, scope.customer_id, company.id, sections)


def read_figures(
    customer,
    company,
    as_at: date | None = None,
    currency_id: int | None = None,
    basis: Basis = Basis.DUE,
    unit: Unit = Unit.DAYS,
) -> tuple[Figures, ...]:
    """Return balance, overdue, credit and ageing per currency; two SQL statements.

    On ``as_at``, by default the company's day today. The company's currency comes
    first and is always there; other currencies only while something is open.
    """
    env = customer.env
    day = as_at or company_today(company)
    scope = read_scope(env, customer.id, company.id, day, currency_id)
    figures = _figures(env, scope, basis, unit)
    return tuple(figures[key] for key in _order(scope, figures))


def read_credit(customer, company) -> dict[int, Decimal]:
    """Return the available credit of today by currency id; two SQL statements.

    The company's currency comes first. Amounts are positive; where there is none the
    currency is missing.
    """
    env = customer.env
    scope = read_scope(env, customer.id, company.id, company_today(company), None)
    found = dict(env.execute_query(credit_sql(scope)))
    return {key: -money_of(scope, key)(found[key]) for key in _order(scope, found)}


def _order(scope: Scope, currency_ids) -> list[int]:
    """Return the company's currency first, the others by name."""
    return sorted(
        currency_ids,
        key=lambda key: (key != scope.home_currency_id, scope.currencies[key][0], key),
    )


def _figures(env, scope: Scope, basis: Basis, unit: Unit) -> dict[int, Figures]:
    """Return the figures by currency id, the currency at hand always among them."""
    found: dict[int, list] = {scope.currency_id or scope.home_currency_id: []}
    for currency_id, *row in env.execute_query(ageing_sql(scope, basis, unit)):
        found.setdefault(currency_id, []).append(row)
    return {
        key: _figures_of(scope, key, rows, basis, unit) for key, rows in found.items()
    }


def _figures_of(scope: Scope, currency_id: int, rows, basis, unit) -> Figures:
    money = money_of(scope, currency_id)
    zero = money.zero
    ageing = ageing_of(
        {bucket: (money(amount), count) for bucket, amount, count, *_ in rows},
        zero,
        basis,
        unit,
    )
    name, places = scope.currencies[currency_id]
    return Figures(
        currency_id=currency_id,
        currency=name,
        decimal_places=places,
        balance=ageing.total,
        overdue=sum((money(row[3]) for row in rows), zero),
        oldest_overdue_days=max((row[4] for row in rows), default=0),
        available_credit=zero - ageing.credit,
        ageing=ageing,
    )


def _section(figures, opening, closing, totals, lines, line_count, empty) -> Section:
    """Return a section whose page bounds fit its lines; ``empty`` if it has none."""
    if lines:
        brought = lines[0].balance - _step(lines[0], totals)
        carried = lines[-1].balance
    else:
        brought = carried = empty
    return Section(
        figures=figures,
        opening=opening,
        closing=closing,
        totals=totals,
        lines=tuple(lines),
        line_count=line_count,
        brought_forward=brought,
        carried_forward=carried,
    )


def _step(line: Line, totals: Totals | None) -> Decimal:
    """Return by how much a line moves the running balance."""
    return line.residual if totals is None else line.charge - line.credit


def _activity(env, scope: Scope, ask: Ask, figures) -> tuple[Section, ...]:
    sums, spans = _sums(env, scope, ask)
    openings = _openings(scope, ask, figures, sums)
    rows = env.execute_query(movement_lines_sql(scope, ask, spans))
    lines = read_lines(scope, rows, openings)
    sections = []
    for key in _order(scope, openings):
        money = money_of(scope, key)
        opening = openings[key]
        count, _sum, *amounts = sums[key][1:] if key in sums else (0, *["0"] * 8)
        *sorts, charges, credits_ = map(money, amounts)
        closing = sum(sorts, opening)
        if not (count or opening or key in figures):
            continue
        sections.append(
            _section(
                figures.get(key) or _figures_of(scope, key, [], ask.basis, ask.unit),
                opening,
                closing,
                Totals(*sorts, charges, -credits_),
                lines.get(key, []),
                count,
                closing if ask.offset else opening,
            )
        )
    return tuple(sections)


def _openings(scope: Scope, ask: Ask, figures, sums) -> dict[int, Decimal]:
    """Return the opening balances by currency id."""
    openings = {}
    for key in figures.keys() | sums.keys():
        money = money_of(scope, key)
        opening, _count, moved, *_sorts = sums.get(key, ("0", 0, "0"))
        if ask.from_ledger or not ask.date_from:
            openings[key] = money(opening)
        else:
            balance = figures[key].balance if key in figures else money.zero
            openings[key] = balance - money(moved)
    return openings


def _sums(env, scope: Scope, ask: Ask):
    """Return the sums by currency id, and the days that hold the page asked for."""
    sums, days = {}, {}
    query = sums_sql(scope, ask.date_from, ask.from_ledger)
    for currency_id, day, *row in env.execute_query(query):
        if day is None:
            sums[currency_id] = row
        elif row[1]:
            found = Day(day, row[1], Decimal(row[2]))
            days.setdefault(currency_id, []).append(found)
    spans = (page_span(key, found, ask) for key, found in days.items())
    return sums, [span for span in spans if span]


def _open(env, scope: Scope, ask: Ask, figures) -> tuple[Section, ...]:
    rows = env.execute_query(open_lines_sql(scope, ask, figures.keys()))
    lines = read_lines(scope, rows, {})
    sections = []
    for key in _order(scope, figures):
        zero = money_of(scope, key).zero
        amount, count = _chosen(figures[key].ageing, ask.bucket)
        sections.append(
            _section(
                figures[key],
                zero,
                figures[key].balance,
                None,
                lines.get(key, []),
                count,
                amount if ask.offset else zero,
            )
        )
    return tuple(sections)


def _chosen(ageing: Ageing, bucket: int | None) -> tuple[Decimal, int]:
    """Return sum and number of the open items in one row of the ageing, or in all."""
    if bucket == CREDIT:
        return ageing.credit, ageing.credit_count
    if bucket is not None:
        return ageing.buckets[bucket].amount, ageing.buckets[bucket].count
    count = sum(row.count for row in ageing.buckets) + ageing.credit_count
    return ageing.total, count
