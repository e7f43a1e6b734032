"""What a customer tells about an invoice, read strictly from a form."""

from dataclasses import dataclass, replace
from datetime import timedelta

from markupsafe import Markup

from odoo.tools.translate import LazyTranslate

from ..pay.amounts import read_typed
from ..visit.visitor import read_date

_lt = LazyTranslate(__name__)

TEXT_LENGTH = 2000
REFERENCE_LENGTH = 100
# Nobody announces a payment of last year.
OLDEST = timedelta(days=366)
REASONS = {
    "price": _lt("The price or discount is not what we agreed"),
    "quantity": _lt("The quantity is wrong"),
    "delivery": _lt("Not delivered, or not in order"),
    "details": _lt("Our name, order number or VAT number is wrong"),
    "other": _lt("Something else"),
}


@dataclass(frozen=True)
class Typed:
    """What was typed, and beside which field something is wrong.

    :param problem: the sentence, ``""`` when everything is right
    :param field: name of the field it is about
    """

    values: dict
    problem: str = ""
    field: str = ""

    def wrong(self, field, problem):
        """Return the same with something wrong."""
        return replace(self, field=field, problem=problem)


def read_query(invoice, form):
    """Return ``(typed, text for the seller as safe HTML)`` of a query."""
    env = invoice.env
    reason, text = form.get("reason") or "", (form.get("text") or "").strip()
    typed = Typed({"reason": reason, "text": text})
    if reason not in REASONS:
        return typed.wrong("reason", env._("Please say what it is about.")), ""
    if not 1 <= len(text) <= TEXT_LENGTH:
        sentence = env._(
            "Please describe it, in at most %(most)s characters.", most=TEXT_LENGTH
        )
        return typed.wrong("text", sentence), ""
    label = env._("Query: %(reason)s", reason=REASONS[reason])
    return typed, _html(label, text)


def read_told_paid(invoice, form, formats):
    """Return ``(typed, text for the seller as safe HTML)`` of an announced EFT."""
    env, currency = invoice.env, invoice.currency_id
    names = ("date", "amount", "reference")
    values = {name: (form.get(name) or "").strip() for name in names}
    typed = Typed(values)
    lang = env["res.lang"]._get_data(code=env.lang or "en_US")
    amount = read_typed(values["amount"], currency, lang)
    if not amount:
        sentence = env._("Please type the amount, such as 500.00.")
        return typed.wrong("amount", sentence), ""
    day = read_date(values["date"])
    if not day or not formats.today - OLDEST <= day <= formats.today:
        sentence = env._("Please choose the day on which you paid.")
        return typed.wrong("date", sentence), ""
    reference = values["reference"]
    if len(reference) > REFERENCE_LENGTH or not reference.isprintable():
        sentence = env._("Please type the reference as it is on your payment.")
        return typed.wrong("reference", sentence), ""
    label = env._(
        "Paid by EFT, says the customer: %(amount)s on %(date)s",
        amount=currency.format(amount),
        date=formats.day(day),
    )
    text = reference and env._("Reference: %(reference)s", reference=reference)
    return typed, _html(label, text or env._("No reference was given."))


def _html(label, text):
    """Return a label and plain text as HTML; nothing in them is read as HTML."""
    lines = Markup("<br/>").join(text.splitlines())
    return Markup("<p><strong>%s</strong></p><p>%s</p>") % (label, lines)
