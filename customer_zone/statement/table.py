"""Every line of a statement as one table, for files: exact amounts, plain dates."""

from decimal import Decimal

from .engine import build_statement
from .values import Ask, Document, Kind, Section, Statement
from .wording import bucket_label, document_word, part_word

# Beyond this no spreadsheet is a help; choose a shorter period instead.
MOST_LINES = 100_000


def headings(env, kind: Kind) -> list[str]:
    """Return the titles of the columns."""
    common = [
        env._("Currency"),
        env._("Date"),
        env._("Kind"),
        env._("Document"),
        env._("Your Reference"),
        env._("Description"),
        env._("Due Date"),
    ]
    if kind is Kind.ACTIVITY:
        more = [env._("Charge"), env._("Payment or Credit"), env._("Balance")]
    else:
        more = [
            env._("Days Overdue"),
            env._("Age"),
            env._("Original"),
            env._("Paid or Credited"),
            env._("Open"),
            env._("Running Total"),
        ]
    return common + more


def table_rows(env, statement: Statement):
    """Yield the rows, each currency between its opening and its closing row."""
    words = {one: document_word(env, one) for one in Document}
    for section in statement.sections:
        if statement.ask.kind is Kind.ACTIVITY:
            yield from _activity_rows(env, statement.ask, section, words)
        else:
            yield from _open_rows(env, statement.ask, section, words)


def read_table(env, customer, company, ask: Ask):
    """Return ``(statement, rows)``; see ``is_too_long``."""
    statement = build_statement(customer, company, ask)
    return statement, table_rows(env, statement)


def is_too_long(statement: Statement) -> bool:
    """Return whether a statement has lines that are not in it."""
    return any(one.line_count > len(one.lines) for one in statement.sections)


def _activity_rows(env, ask: Ask, section: Section, words):
    currency = section.figures.currency
    blank = [None, None, None]
    opening = [currency, ask.date_from, env._("Brought forward"), *blank, None]
    yield [*opening, None, None, section.opening]
    for line in section.lines:
        yield [
            *_common(currency, line, words),
            line.due_date if line.document is Document.INVOICE else None,
            line.charge or None,
            line.credit or None,
            line.balance,
        ]
    closing = [currency, ask.date_to, env._("Closing balance"), *blank, None]
    totals = section.totals
    yield [*closing, totals.charges, totals.credits, section.closing]


def _open_rows(env, ask: Ask, section: Section, words):
    currency, ageing = section.figures.currency, section.figures.ageing
    ages = {-1: env._("Credit not used yet")} | {
        number: bucket_label(env, bucket, ageing)
        for number, bucket in enumerate(ageing.buckets)
    }
    total = Decimal(0)
    for line in section.lines:
        original = line.charge - line.credit
        total = line.balance
        common = _common(currency, line, words)
        common[5] = ", ".join(filter(None, (common[5], part_word(env, line))))
        yield [
            *common,
            line.due_date if line.residual > 0 else None,
            line.days_overdue or None,
            ages[line.bucket],
            original,
            original - line.residual,
            line.residual,
            line.balance,
        ]
    blank = [None] * 8
    yield [currency, ask.date_to, env._("Balance"), *blank, total, None]


def _common(currency, line, words):
    """Return the cells every line has, those of ``headings`` before the due date."""
    return [
        currency,
        line.date,
        words[line.document],
        line.name,
        line.reference,
        line.description,
    ]
