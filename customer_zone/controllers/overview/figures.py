"""Where the customer stands, as value objects: figures, ageing, last movements."""

from dataclasses import dataclass
from urllib.parse import urlencode

from ...statement import company_today, read_figures
from ...statement.wording import basis_sentence, bucket_label
from ..page.tabs import tabs_for

LATELY = 5
# From not due yet to the oldest; the bar is decoration, the words say it.
COLOURS = ("var(--z-brand)", "#c98a1a", "#b96514", "#b03a1c", "#a5211b", "#7d1712")


@dataclass(frozen=True)
class Age:
    """One row of the ageing.

    :param width: of its bar in percent, 0 for none
    :param url: the statement of just this row, ``""`` for an empty row
    """

    label: str
    amount: str
    width: int
    colour: str
    url: str


@dataclass(frozen=True)
class Other:
    """What is owed, or left as credit, in another currency."""

    amount: str
    overdue: str
    is_credit: bool


@dataclass(frozen=True, eq=False)
class Standing:
    """Balance and ageing in the main currency, the others named apart.

    :param figures: the engine's figures of the main currency
    :param credit: as HTML, ``""`` for none
    :param basis: the sentence that says how ages are counted
    """

    figures: object
    currency: object
    day: str
    balance: str
    owes: bool
    overdue: str
    credit: str
    ages: list
    basis: str
    credit_age: str
    others: list


@dataclass(frozen=True)
class Moved:
    """One movement of the account; ``url`` is ``""`` where it has no page."""

    day: str
    word: str
    name: str
    url: str
    amount: str
    is_credit: bool


@dataclass(frozen=True)
class LastPayment:
    """The newest money received."""

    day: str
    amount: str


def read_standing(visitor, formats):
    """Return where the customer stands today; two SQL statements.

    The main currency is the company's own unless only others are in use.
    """
    company = visitor.company
    today = company_today(company)
    ageing = company._zone_ageing()
    home, *others = read_figures(visitor.customer, company, today, **ageing)
    if others and not (home.balance or home.ageing.charges):
        home, *others = others
    currency = visitor.env["res.currency"].browse(home.currency_id)
    return Standing(
        figures=home,
        currency=currency,
        day=formats.day(today),
        balance=_money(formats, home.balance, currency),
        owes=home.balance > 0,
        overdue=_money(formats, home.overdue, currency),
        credit=_money(formats, home.available_credit, currency),
        ages=_ages(visitor, home, currency, formats),
        basis=basis_sentence(visitor.env, home.ageing),
        credit_age=_money(formats, home.ageing.credit, currency),
        others=[_other(visitor, one, formats) for one in others if one.balance],
    )


def find_lately(visitor):
    """Return ``(newest movements, last payment or None)``; one SQL statement."""
    company = visitor.company
    return visitor.env["account.move.line"]._zone_lately(
        visitor.customer, company, company_today(company), LATELY
    )


def read_moved(visitor, newest, pages, formats):
    """Return the newest movements as the page prints them.

    :param pages: ``(number, address)`` of documents open to the visitor, by id
    """
    return [_moved(visitor, one, pages, formats) for one in newest]


def read_last_payment(payment, formats):
    """Return the newest money received, ``None`` for none."""
    if not payment:
        return None
    currency = formats.env["res.currency"].browse(payment.currency_id)
    amount = formats.money(-payment.amount, currency)
    return LastPayment(formats.day(payment.day), amount)


def tab_path(visitor, key):
    """Return the address of a tab, ``""`` where this visitor has no such tab."""
    for tab in tabs_for(visitor):
        if tab.key == key:
            return f"{visitor.base}{tab.path}"
    return ""


def _moved(visitor, movement, pages, formats):
    env = visitor.env
    currency = env["res.currency"].browse(movement.currency_id)
    words = {"out_invoice": env._("Invoice"), "out_refund": env._("Credit note")}
    word = words.get(movement.move_type, env._("Entry"))
    _number, url = pages.get(movement.move_id, ("", ""))
    if movement.is_money:
        word = env._("Payment") if movement.amount < 0 else env._("Refund")
        url = f"{visitor.base}/payments"
    return Moved(
        day=formats.day(movement.day),
        word=word,
        name=movement.name or "",
        url=url,
        amount=formats.money(movement.amount, currency),
        is_credit=movement.amount < 0,
    )


def _ages(visitor, figures, currency, formats):
    largest = max(bucket.amount for bucket in figures.ageing.buckets)
    statement_url = tab_path(visitor, "statement")
    ages = []
    rows = zip(figures.ageing.buckets, COLOURS, strict=True)
    for number, (bucket, colour) in enumerate(rows):
        width = round(100 * bucket.amount / largest) if largest else 0
        query = urlencode({"currency": currency.name, "age": number})
        is_linked = statement_url and bucket.count
        ages.append(
            Age(
                label=bucket_label(visitor.env, bucket, figures.ageing),
                amount=_money(formats, bucket.amount, currency),
                width=max(width, 1) if bucket.amount else 0,
                colour=colour,
                url=f"{statement_url}?{query}" if is_linked else "",
            )
        )
    return ages


def _other(visitor, figures, formats):
    currency = visitor.env["res.currency"].browse(figures.currency_id)
    overdue = figures.overdue and _money(formats, figures.overdue, currency)
    return Other(
        amount=_money(formats, abs(figures.balance), currency),
        overdue=overdue or "",
        is_credit=figures.balance < 0,
    )


def _money(formats, amount, currency):
    # Exact decimals of our own books; currencies are formatted from floats.
    return formats.money(float(amount), currency)
