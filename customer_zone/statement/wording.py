"""What a statement calls things; the same words on the page, in files and on paper."""

from .periods import ALL, LAST_MONTH, MONTH, QUARTER, TAX_YEAR, Period
from .values import AgeBucket, Ageing, Basis, Document, Line, Unit


def document_word(env, document: Document) -> str:
    """Return the kind of document a line is."""
    return {
        Document.INVOICE: env._("Invoice"),
        Document.CREDIT_NOTE: env._("Credit note"),
        Document.PAYMENT: env._("Payment"),
        Document.REFUND: env._("Refund"),
        Document.REVERSAL: env._("Reversal"),
        Document.EXCHANGE: env._("Exchange difference"),
        Document.ENTRY: env._("Entry"),
        Document.TRANSFER: env._("Settled elsewhere"),
    }[document]


def part_word(env, line: Line) -> str:
    """Return which instalment an open line is; ``""`` for a whole document."""
    if line.instalment_count < 2:
        return ""
    return env._(
        "instalment %(number)s of %(count)s",
        number=line.instalment,
        count=line.instalment_count,
    )


def bucket_label(env, bucket: AgeBucket, ageing: Ageing) -> str:
    """Return the name of one row of the ageing."""
    if ageing.unit is Unit.MONTHS:
        return _months_label(env, bucket, ageing.basis)
    if bucket.low is None:
        return _current(env, ageing.basis)
    if ageing.basis is Basis.INVOICE:
        if bucket.high is None:
            return env._("Over %(days)s days old", days=bucket.low - 1)
        return env._("%(low)s–%(high)s days old", low=bucket.low, high=bucket.high)
    if bucket.high is None:
        return env._("Over %(days)s days overdue", days=bucket.low - 1)
    return env._("%(low)s–%(high)s days overdue", low=bucket.low, high=bucket.high)


def _current(env, basis):
    if basis is Basis.INVOICE:
        return env._("Current")
    return env._("Not due yet")


def _months_label(env, bucket, basis):
    if bucket.low is None:
        if basis is Basis.INVOICE:
            return env._("This month")
        return env._("Due this month or later")
    if bucket.high is None:
        return env._("%(months)s months and older", months=bucket.low)
    if bucket.low == 1:
        return env._("1 month")
    return env._("%(months)s months", months=bucket.low)


def short_label(env, bucket: AgeBucket, ageing: Ageing) -> str:
    """Return the heading of one row of the ageing where it is a narrow column."""
    if bucket.low is None:
        return env._("Current")
    if ageing.unit is Unit.MONTHS:
        return _months_label(env, bucket, ageing.basis)
    if bucket.high is None:
        return env._("Over %(days)s days", days=bucket.low - 1)
    return env._("%(low)s–%(high)s days", low=bucket.low, high=bucket.high)


def basis_sentence(env, ageing: Ageing) -> str:
    """Return how the age of what is owed is counted."""
    if ageing.unit is Unit.MONTHS:
        if ageing.basis is Basis.INVOICE:
            return env._("Counted in calendar months from the month of each invoice.")
        return env._(
            "Counted in calendar months after the month in which each invoice or "
            "instalment was due."
        )
    if ageing.basis is Basis.INVOICE:
        return env._("Counted in days after the date of each invoice.")
    return env._("Counted in days after the due date of each invoice or instalment.")


def period_label(env, period: Period, writing) -> str:
    """Return the name of a period on offer.

    :param writing: a ``Writing``, for the month a year ends in
    """
    if period.key in (MONTH, LAST_MONTH, QUARTER, ALL):
        return {
            MONTH: env._("This month"),
            LAST_MONTH: env._("Last month"),
            QUARTER: env._("Last 3 months"),
            ALL: env._("All"),
        }[period.key]
    month = writing.month(period.ends)
    if period.key == TAX_YEAR:
        return env._("Tax year to %(month)s", month=month)
    return env._("Financial year to %(month)s", month=month)
