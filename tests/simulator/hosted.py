"""The payer's walk through the hosted pages, one function per address."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256

from . import cards, flow, pages, requests_in
from .app import Simulator
from .callbacks import default_outcome_return, return_target
from .payments import CARD, METHODS, OFFLINE, PENDING, Attempt, Payment
from .wire import Reply, Request


def open_page(sim: Simulator, request: Request) -> Reply:
    """Answer the shop's form post: the ways to pay, or the refusal."""
    pairs = request.form() if request.method == "POST" else request.query_pairs()
    try:
        payment = requests_in.accept(sim, pairs, request.header("Referer"))
    except requests_in.Refusal as refusal:
        return Reply(pages.refused_page(refusal.errors))
    return _methods(sim, payment)


def _merchant_name(sim: Simulator, payment: Payment) -> str:
    merchant = sim.merchants.find(payment.merchant)
    return merchant.name if merchant else ""


def offered(sim: Simulator, payment: Payment) -> list[int]:
    """Return the codes of the methods shown; card only up to the account's limit."""
    merchant = sim.merchants.find(payment.merchant)
    if not merchant:
        return []
    limit = merchant.card_limit
    too_much = bool(limit) and Decimal(payment.amount) > Decimal(limit)
    return [m for m in merchant.methods if m != CARD or not too_much]


def _methods(sim: Simulator, payment: Payment) -> Reply:
    name = _merchant_name(sim, payment)
    return Reply(pages.methods_page(payment, name, offered(sim, payment)))


def _visit(sim: Simulator, session: str) -> Payment | Reply:
    payment = sim.ledger.by_session(session)
    if payment:
        return payment
    return Reply(pages.refused_page(("this visit is not known here",)), 404)


def choose(sim: Simulator, request: Request, session: str) -> Reply:
    """Show the ways to pay again, unless the payment is done."""
    payment = _visit(sim, session)
    if isinstance(payment, Reply):
        return payment
    if payment.paid:
        return _result(sim, payment, payment.paid)
    return _methods(sim, payment)


def method_page(sim: Simulator, request: Request, session: str, code: str) -> Reply:
    """Show the first page of the chosen way to pay."""
    payment = _visit(sim, session)
    if isinstance(payment, Reply):
        return payment
    method = int(code)
    if payment.paid:
        return _result(sim, payment, payment.paid)
    if method not in offered(sim, payment):
        return _methods(sim, payment)
    name = _merchant_name(sim, payment)
    if method == CARD:
        return Reply(pages.terms_page(payment, name))
    if method in OFFLINE:
        pay_code = _pay_code(payment, method)
        return Reply(pages.offline_page(payment, name, method, pay_code))
    return Reply(pages.choice_page(payment, name, method))


def _pay_code(payment: Payment, method: int) -> str:
    if method in OFFLINE[:1]:
        return payment.reference
    number = int(sha256(payment.session.encode()).hexdigest()[:14], 16)
    text = f"{number % 10**16:016d}"
    return " ".join(text[i : i + 4] for i in range(0, 16, 4))


def card_form(sim: Simulator, request: Request, session: str) -> Reply:
    """Show the card form, after the terms."""
    payment = _visit(sim, session)
    if isinstance(payment, Reply):
        return payment
    if payment.paid:
        return _result(sim, payment, payment.paid)
    if CARD not in offered(sim, payment):
        return _methods(sim, payment)
    return Reply(pages.card_page(payment, _merchant_name(sim, payment), {}, []))


def card_submit(sim: Simulator, request: Request, session: str) -> Reply:
    """Take the card and answer with the outcome its number stands for."""
    payment = _visit(sim, session)
    if isinstance(payment, Reply):
        return payment
    typed = dict(request.form())
    if payment.paid:
        return _result(sim, payment, payment.paid)
    if CARD not in offered(sim, payment):
        return _methods(sim, payment)
    errors = cards.form_errors(typed, sim.clock.today())
    if errors:
        name = _merchant_name(sim, payment)
        return Reply(pages.card_page(payment, name, typed, errors))
    outcome = cards.outcome_of(typed["number"])
    facts = {"card": cards.shop_fields(typed), "payer_ip": request.client}
    return _conclude(sim, payment, outcome, CARD, facts)


def offline(sim: Simulator, request: Request, session: str) -> Reply:
    """Let the payer leave to pay by bank or cash: pending."""
    return _post_outcome(sim, request, session, PENDING)


def outcome(sim: Simulator, request: Request, session: str) -> Reply:
    """Take the tester's choice of what another method did."""
    chosen = dict(request.form()).get("outcome", "")
    if chosen not in ("approve", "decline", "cancel"):
        return Reply(pages.refused_page(("no such outcome",)), 400)
    return _post_outcome(sim, request, session, chosen)


def cancel(sim: Simulator, request: Request, session: str) -> Reply:
    """Let the payer give up on the payment page."""
    return _post_outcome(sim, request, session, "cancel")


def _post_outcome(sim: Simulator, request: Request, session: str, chosen: str) -> Reply:
    payment = _visit(sim, session)
    if isinstance(payment, Reply):
        return payment
    code = dict(request.form()).get("method", "0")
    method = int(code) if code.isdecimal() else 0
    if chosen != "cancel" and method not in METHODS:
        return _methods(sim, payment)
    facts = {"payer_ip": request.client}
    return _conclude(sim, payment, chosen, method, facts)


def _conclude(
    sim: Simulator, payment: Payment, chosen: str, method: int, facts: dict
) -> Reply:
    attempt, fresh = flow.conclude(sim, payment, chosen, method, **facts)
    if fresh:
        switches = sim.switches.effective(payment.reference)
        flow.announce_beside_browser(sim, payment, attempt, switches)
    return _result(sim, payment, attempt)


def _result(sim: Simulator, payment: Payment, attempt: Attempt) -> Reply:
    switches = sim.switches.effective(payment.reference)
    target = return_target(sim, payment, attempt, switches)
    if not switches["browser_return"]:
        target = {**target, "url": ""}
    auto = None
    if default_outcome_return(attempt, switches):
        auto = int(float(switches["return_delay"]) * 1000)
    name = _merchant_name(sim, payment)
    return Reply(pages.result_page(payment, name, attempt, target, auto))
