"""The figures above the lines of a statement: sums and ageing of one currency."""

from dataclasses import dataclass

from ...statement.wording import basis_sentence, bucket_label
from ..overview.figures import COLOURS


@dataclass(frozen=True)
class Sum:
    """A labelled amount; ``is_sum`` marks one that adds up."""

    label: str
    amount: str
    is_sum: bool = False
    tone: str = ""


@dataclass(frozen=True)
class Age:
    """One row of the ageing; ``width`` of its bar in percent, 0 for none.

    :param url: shows only the items of this row, ``""`` where it has none
    """

    label: str
    amount: str
    width: int
    colour: str
    url: str
    is_current: bool
    is_credit: bool = False


def activity_sums(env, section, money):
    """Return opening, what moved by sort, closing."""
    totals = section.totals
    sums = [Sum(env._("Opening balance"), money(section.opening))]
    for label, amount in (
        (env._("Invoices"), totals.invoiced),
        (env._("Credit notes"), totals.credited),
        (env._("Payments"), totals.paid),
        (env._("Refunds"), totals.refunded),
        (env._("Other entries"), totals.other),
    ):
        if amount:
            sums.append(Sum(label, money(amount)))
    closing = money(section.closing)
    return [*sums, Sum(env._("Closing balance"), closing, True)]


def open_sums(env, section, money):
    """Return what is open, the credit taken off, and the balance."""
    ageing = section.figures.ageing
    sums = [Sum(env._("Open invoices and charges"), money(ageing.charges))]
    if ageing.credit:
        label = env._("Credit not used yet")
        sums.append(Sum(label, money(ageing.credit), tone="z-ok"))
    label = env._("Balance in %(currency)s", currency=money.name)
    return [*sums, Sum(label, money(section.closing), True)]


def also_sums(env, section, money):
    """Return what is good to know of a balance: what is late, what is left over."""
    figures, sums = section.figures, []
    if figures.overdue:
        label = env._(
            "of which overdue, the oldest by %(days)s days",
            days=figures.oldest_overdue_days,
        )
        if figures.oldest_overdue_days == 1:
            label = env._("of which overdue, by 1 day")
        sums.append(Sum(label, money(figures.overdue), tone="z-danger"))
    if section.totals and figures.available_credit:
        label = env._("available credit, already taken off")
        sums.append(Sum(label, money(figures.available_credit), tone="z-ok"))
    return sums


def read_ages(env, section, money, asked, path):
    """Return the rows of the ageing, youngest first, credit last."""
    ageing = section.figures.ageing
    largest = max(bucket.amount for bucket in ageing.buckets)

    def age(number, label, amount, count, colour=""):
        width = round(100 * amount / largest) if largest and amount > 0 else 0
        url = asked.url(path, **_only(asked, number, section.figures.currency))
        return Age(
            label=label,
            amount=money(amount),
            width=max(width, 1) if colour and amount > 0 else 0,
            colour=colour,
            url=url if count else "",
            is_current=asked.bucket == number,
            is_credit=number < 0,
        )

    ages = [
        age(number, bucket_label(env, bucket, ageing), bucket.amount, bucket.count, hue)
        for number, (bucket, hue) in enumerate(
            zip(ageing.buckets, COLOURS, strict=True)
        )
    ]
    if ageing.credit_count:
        label = env._("Credit not used yet")
        ages.append(age(-1, label, ageing.credit, ageing.credit_count))
    return ages


def basis(env, section, money):
    """Return the sentence under the ageing."""
    sentence = basis_sentence(env, section.figures.ageing)
    return env._("%(basis)s %(currency)s only.", basis=sentence, currency=money.name)


def _only(asked, number, currency):
    """Return the changes that narrow a statement to one row of the ageing."""
    kind = type(asked.kind).OPEN
    if asked.bucket == number and asked.currency == currency:
        return {"kind": kind, "bucket": None}
    return {"kind": kind, "bucket": number, "currency": currency}
