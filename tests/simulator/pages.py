"""Render the payer's pages from the templates; every value is escaped."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path
from string import Template

from .payments import METHODS, Attempt, Payment

TEMPLATES = Path(__file__).parent / "templates"

# Button id and one line of help per method code.
METHOD_ROWS = {
    1: ("method-card", "Visa or Mastercard"),
    4: ("method-instant-eft", "Straight from your bank, now"),
    2: ("method-bank-eft", "Pay later from your own bank"),
    3: ("method-retail", "Pay cash at a till"),
    7: ("method-scan", "Scan a code with your phone"),
    5: ("method-masterpass", "Pay from your wallet"),
    6: ("method-visa", "Pay with a saved card"),
    8: ("method-mobicred", "Pay on your account"),
    9: ("method-payflex", "Pay in four parts"),
    10: ("method-1voucher", "Pay with a voucher PIN"),
}


class Raw(str):
    """HTML made by this module, not escaped again."""


@cache
def _template(name: str) -> Template:
    return Template((TEMPLATES / name).read_text(encoding="utf-8"))


def fill(template: str, /, **values: object) -> Raw:
    """Fill one template; text is escaped, `Raw` is not."""
    safe = {
        key: value if isinstance(value, Raw) else html.escape(str(value))
        for key, value in values.items()
    }
    return Raw(_template(template).substitute(safe))


def page(title: str, content: Raw, wide: str = "") -> bytes:
    """Return a whole page with the simulator's banner and the inline style."""
    style = Raw((TEMPLATES / "style.css").read_text(encoding="utf-8"))
    whole = fill("layout.html", title=title, style=style, content=content, wide=wide)
    return whole.encode()


def rands(amount: str) -> str:
    """Return `1234.5`-like text as the payer reads it: R 1 234.50."""
    whole, _, cents = amount.partition(".")
    groups = f"{int(whole):,}".replace(",", "\u00a0")
    return f"R\u00a0{groups}.{cents}"


def _summary(payment: Payment, merchant: str) -> Raw:
    return fill(
        "summary.html",
        merchant=merchant,
        amount=rands(payment.amount),
        description=payment.description,
        reference=payment.reference,
    )


def _step(payment: Payment, merchant: str, title: str, body: Raw) -> bytes:
    content = fill(
        "step.html",
        title=title,
        summary=_summary(payment, merchant),
        body=body,
        session=payment.session,
    )
    return page(title, content)


def methods_page(payment: Payment, merchant: str, methods: list[int]) -> bytes:
    """Return the page that offers the ways to pay, card first."""
    rows = [
        fill(
            "method.html",
            session=payment.session,
            method=method,
            element=METHOD_ROWS[method][0],
            name=METHODS[method],
            help=METHOD_ROWS[method][1],
        )
        for method in METHOD_ROWS
        if method in methods
    ]
    missing = "" if 1 in methods else "Card payment is not available for this amount."
    body = fill("methods.html", rows=Raw("".join(rows)), missing=missing)
    return _step(payment, merchant, "Choose how to pay", body)


def terms_page(payment: Payment, merchant: str) -> bytes:
    """Return the card's Terms & Conditions with their own Pay Now button."""
    amount = rands(payment.amount)
    body = fill("terms.html", session=payment.session, merchant=merchant, amount=amount)
    return _step(payment, merchant, "Terms & Conditions", body)


def card_page(
    payment: Payment, merchant: str, typed: dict[str, str], errors: list[str]
) -> bytes:
    """Return the card form; the number and CVV are never filled in again."""
    budget = Raw("")
    if payment.fields.get("budget", "Y").strip().upper() != "N":
        budget = fill("budget.html")
    problems = fill("problems.html", text=" ".join(errors)) if errors else Raw("")
    body = fill(
        "card.html",
        session=payment.session,
        amount=rands(payment.amount),
        holder=typed.get("holder", ""),
        expiry=typed.get("expiry", ""),
        budget=budget,
        problems=problems,
    )
    return _step(payment, merchant, "Your card details", body)


def offline_page(payment: Payment, merchant: str, method: int, code: str) -> bytes:
    """Return the bank details of a Bank EFT, or the slip of a cash payment."""
    name, title = ("bank.html", "Pay by bank EFT")
    if method == 3:
        name, title = ("slip.html", "Pay cash at a till")
    body = fill(
        name,
        session=payment.session,
        method=method,
        amount=rands(payment.amount),
        code=code,
    )
    return _step(payment, merchant, title, body)


def choice_page(payment: Payment, merchant: str, method: int) -> bytes:
    """Return the approve, decline or cancel page that stands for other methods."""
    name = METHODS[method]
    body = fill("choice.html", session=payment.session, method=method, name=name)
    return _step(payment, merchant, name, body)


RESULT_TEXT = {
    "approve": ("Payment approved", "Thank you. Your payment went through."),
    "decline": ("Payment declined", "No money was taken."),
    "cancel": ("Payment cancelled", "No money was taken."),
    "pending": (
        "Payment not complete yet",
        "The shop is told when your money arrives.",
    ),
}


def result_page(
    payment: Payment, merchant: str, attempt: Attempt, target: dict, auto: int | None
) -> bytes:
    """Return the outcome with the way back; `auto` is milliseconds, None waits."""
    title, text = RESULT_TEXT[attempt.outcome]
    if attempt.outcome == "decline":
        text = f"{attempt.reason}. {text}"
    back = Raw("")
    if target["url"]:
        back = _way_back(target, auto)
    retry = Raw("")
    if attempt.outcome == "decline" and auto is None:
        retry = fill("retry.html", session=payment.session)
    content = fill(
        "result.html",
        outcome=attempt.outcome,
        title=title,
        text=text,
        trace=attempt.trace,
        summary=_summary(payment, merchant),
        retry=retry,
        back=back,
    )
    return page(title, content)


def _way_back(target: dict, auto: int | None) -> Raw:
    url, fields = target["url"], target["fields"]
    if target["method"] == "GET" and "?" in url:
        # A GET form drops the query of its action: carry it as fields.
        url, _, query = url.partition("?")
        extra = [part.partition("=")[::2] for part in query.split("&")]
        fields = [*extra, *fields]
    hidden = [fill("hidden.html", name=name, value=value) for name, value in fields]
    script = fill("auto.html", delay=auto) if auto is not None else Raw("")
    return fill(
        "back.html",
        url=url,
        method=target["method"].lower(),
        hidden=Raw("".join(hidden)),
        script=script,
    )


def refused_page(errors: tuple[str, ...]) -> bytes:
    """Return the page for a request that cannot be processed."""
    rows = Raw("".join(f"<li>{html.escape(error)}</li>" for error in errors))
    title = "We cannot process this payment"
    return page(title, fill("refused.html", title=title, rows=rows))
