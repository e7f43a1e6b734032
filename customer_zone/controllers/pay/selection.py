"""Which invoices one payment is for: one, the ticked ones, or everything open."""

from dataclasses import dataclass
from urllib.parse import urlencode

from odoo.fields import Domain

from ..visit.visitor import RefusedError, read_id

# More in one payment would make neither a readable preview nor a usable reference.
MOST_TOGETHER = 100
# What is read of an invoice to tell whether it can be paid, in one go with finding it.
PAYABLE_FIELDS = (
    "amount_residual",
    "commercial_partner_id",
    "company_id",
    "currency_id",
    "customer_zone_online_payment",
    "move_type",
    "payment_state",
    "state",
)
ALL = "all-"


class NothingTickedError(Exception):
    """The payer pressed Pay and had ticked nothing."""


@dataclass(frozen=True, eq=False)
class Selection:
    """Invoices of one visitor, each checked against what the visitor may open.

    :param key: names the selection in an address
    :param fields: ``(name, value)`` pairs a form needs to name it again
    :param is_cut: whether more invoices are open than fit into one payment
    """

    key: str
    invoices: object
    fields: tuple
    pay_url: str
    back_url: str
    is_cut: bool = False

    def url(self, **query):
        """Return the address of the confirmation page with these parameters."""
        pairs = [*self.fields, *query.items()]
        return f"{self.pay_url}?{urlencode(pairs)}" if pairs else self.pay_url


@dataclass(frozen=True, eq=False)
class Wish:
    """What a payer asks for: which invoices, how much, and whether once more.

    :param choice: key of a choice, see ``choices``
    :param typed: the typed part amount
    :param again: an unfinished payment is known and shall not stand in the way
    """

    selection: Selection
    choice: str = ""
    typed: str = ""
    again: bool = False

    @property
    def invoices(self):
        """Return the invoices to pay."""
        return self.selection.invoices


def select_one(visitor, invoice_id):
    """Return the selection of one invoice.

    :raises RefusedError: alike for a missing and for somebody else's invoice
    """
    invoice = visitor.invoice(invoice_id)
    page = f"{visitor.base}/invoices/{invoice.id}"
    return Selection(str(invoice.id), invoice, (), f"{page}/pay", page)


def select_ticked(visitor, ids):
    """Return the selection of the ticked invoices.

    :param ids: texts from the browser
    :raises NothingTickedError: when there are none
    :raises RefusedError: when any of them is not this visitor's, or too many
    """
    ticked = set(map(read_id, ids))
    if not ticked:
        raise NothingTickedError()
    if None in ticked or len(ticked) > MOST_TOGETHER:
        raise RefusedError()
    numbers = sorted(ticked)
    domain = visitor.documents() & Domain("id", "in", numbers)
    invoices = visitor.env["account.move"].search(domain)
    if len(invoices) != len(numbers):
        raise RefusedError()
    return Selection(
        key="-".join(map(str, numbers)),
        invoices=invoices,
        fields=tuple(("pay", number) for number in numbers),
        pay_url=f"{visitor.base}/pay",
        back_url=f"{visitor.base}/invoices",
    )


def select_all(visitor, currency_name):
    """Return the selection of every payable invoice of one currency, oldest first.

    :raises RefusedError: when nothing is payable in it
    """
    moves = visitor.env["account.move"]
    domain = visitor.documents() & moves._zone_to_pay_domain()
    domain &= Domain("currency_id.name", "=", currency_name)
    found = moves.search(domain, order="invoice_date_due, id", limit=MOST_TOGETHER + 1)
    payable = found.filtered(lambda invoice: invoice._has_to_be_paid())
    if not payable:
        raise RefusedError()
    return Selection(
        key=f"{ALL}{currency_name}",
        invoices=payable[:MOST_TOGETHER],
        fields=(("all", currency_name),),
        pay_url=f"{visitor.base}/pay",
        back_url=f"{visitor.base}/invoices",
        is_cut=len(found) > MOST_TOGETHER,
    )


def select_sent(visitor, form):
    """Return the selection a form names with its ``pay`` or ``all``.

    :param form: what was sent, a ``MultiDict``
    """
    if form.get("all"):
        return select_all(visitor, form["all"])
    return select_ticked(visitor, form.getlist("pay"))


def select_named(visitor, key):
    """Return the selection with this key."""
    if key.startswith(ALL):
        return select_all(visitor, key.removeprefix(ALL))
    if (invoice_id := read_id(key)) is not None:
        return select_one(visitor, invoice_id)
    return select_ticked(visitor, key.split("-"))
