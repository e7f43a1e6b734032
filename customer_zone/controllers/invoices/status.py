"""What the books say about one invoice, in the reader's words."""

from dataclasses import dataclass, replace

from odoo.fields import Domain

from ...models.document.customer_zone_document_payment import ANNOUNCED_ONLY

WAITING_STATES = ("pending", "authorized")
PAID_STATES = ("paid", "in_payment")


@dataclass(frozen=True)
class Badge:
    """A status word and the tone that gives it its colour and shape."""

    word: str
    tone: str = ""


@dataclass(frozen=True)
class InvoiceStatus:
    """Status of one invoice.

    :param headline: due wording first, such as "15 days overdue"
    :param note: the date under it
    :param late: whether the headline is a warning
    """

    badge: Badge
    headline: str
    note: str
    late: bool = False


def read_status(invoice, formats, in_query=False):
    """Return the status of one posted customer invoice; the most urgent word wins.

    :param bool in_query: the customer raised a query that is not answered yet
    """
    env = invoice.env
    if invoice.payment_state == "reversed":
        return InvoiceStatus(Badge(env._("Credited")), env._("Credited in full"), "")
    if settled(invoice):
        return InvoiceStatus(Badge(env._("Paid"), "ok"), env._("Paid in full"), "")
    waiting = waiting_transaction(invoice)
    if waiting:
        return _on_its_way(waiting, formats)
    status = _unpaid(invoice, formats)
    return (
        replace(status, badge=Badge(env._("In query"), "wait")) if in_query else status
    )


def _unpaid(invoice, formats):
    """Return the status of an invoice with something left to pay."""
    env = invoice.env
    due, of_instalment = next_due(invoice)
    days = (due - formats.today).days if due else 0
    if due and days < 0:
        return _overdue(env, -days, formats.day(due), of_instalment)
    badge = not_due_badge(env, due, formats)
    if invoice.payment_state == "partial":
        badge = Badge(env._("Part paid"), "part")
    return InvoiceStatus(badge, due_wording(env, due, days), formats.day(due))


def not_due_badge(env, due, formats):
    """Return the badge of what is due today, later, or on no day that is known."""
    is_today = due == formats.today
    return Badge(env._("Due today") if is_today else env._("Not due yet"))


def settled(invoice):
    """Return whether nothing is left to pay on the invoice."""
    if invoice.payment_state in PAID_STATES:
        return True
    return invoice.currency_id.is_zero(invoice.amount_residual)


def waiting_transaction(invoice):
    """Return the newest online payment whose money is on its way, or an empty record.

    A wire transfer announced online is not money on its way: it may still be paid
    by other means, as the invoice says.
    """
    waiting = invoice.transaction_ids.filtered(
        lambda tx: tx.state in WAITING_STATES and tx.provider_code not in ANNOUNCED_ONLY
    )
    return waiting.sorted("id")[-1:]


def closed_reason(invoices, formats, visitor=None):
    """Return why invoices cannot be paid online now, for their payer.

    :param invoices: open to the payer
    :param visitor: the payer, to whom others may be open; without, none is taken to be
    """
    if len(invoices) == 1:
        return _closed_reason(invoices, invoices, formats, visitor)
    env = invoices.env
    if together := invoices._zone_together_refusal():
        return together
    for invoice in invoices:
        if not invoice._has_to_be_paid():
            return env._(
                "Invoice %(number)s: %(reason)s",
                number=invoice.name,
                reason=_closed_reason(invoice, invoices, formats, visitor),
            )
    return env._("These invoices cannot be paid online. Please contact us.")


def _closed_reason(invoice, invoices, formats, visitor):
    env = invoice.env
    waiting = waiting_transaction(invoice)
    if waiting and not _pays_only_open(waiting, invoices, visitor):
        return env._(
            "Your payment is on its way. Please do not pay again: the invoice is "
            "marked paid when the money arrives."
        )
    if waiting:
        return env._(
            "Your payment of %(amount)s is on its way. Please do not pay again: the "
            "invoice is marked paid when the money arrives.",
            amount=formats.money(waiting.amount, waiting.currency_id),
        )
    if settled(invoice):
        return env._("This invoice is paid. Nothing is left to pay.")
    return env._("This invoice cannot be paid online. Please contact us to pay it.")


def _pays_only_open(transaction, invoices, visitor):
    """Return whether the payer sees every invoice in the amount of a payment."""
    others = transaction.invoice_ids - invoices
    if not (others and visitor):
        return not others
    own = visitor.documents() & Domain("id", "in", others.ids)
    return others.search_count(own) == len(others)


def next_due(invoice):
    """Return ``(date, whether it is an instalment)`` of what is due next."""
    values = invoice._get_invoice_next_payment_values()
    by_instalment = values.get("installment_state") in ("overdue", "next")
    return values.get("next_due_date") or invoice.invoice_date_due, by_instalment


def due_wording(env, due, days):
    """Return "Due in 3 days" and its like; days are counted from today."""
    if not due:
        return env._("Due now")
    if days == 0:
        return env._("Due today")
    if days == 1:
        return env._("Due tomorrow")
    return env._("Due in %(days)s days", days=days)


def _overdue(env, days, day, of_instalment):
    headline = env._("%(days)s days overdue", days=days)
    if days == 1:
        headline = env._("1 day overdue")
    note = env._("due %(date)s", date=day)
    if of_instalment:
        note = env._("instalment due %(date)s", date=day)
    return InvoiceStatus(Badge(env._("Overdue"), "late"), headline, note, late=True)


def _on_its_way(transaction, formats):
    env = transaction.env
    day = formats.day(transaction.last_state_change)
    return InvoiceStatus(
        Badge(env._("On its way"), "wait"),
        env._("Paid with %(method)s", method=transaction.payment_method_id.name),
        env._("%(date)s, not in yet", date=day),
    )
