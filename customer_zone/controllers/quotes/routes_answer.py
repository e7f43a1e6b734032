import logging
from dataclasses import dataclass

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ...report.engine_slots import take_slot
from ..page.answers import for_visitor, page
from ..page.kinds import FORM
from ..thread.routes import TOO_MANY, post_message, writes_too_much
from .page import may_answer
from .routes import quote_page
from .signature import typed_signature

_logger = logging.getLogger(__name__)

NAME_LENGTH = 100
REASON_LENGTH = 2000


@dataclass(frozen=True)
class Problem:
    """What is wrong with a form, and what was typed, so that nothing is lost.

    :param field: ``name`` or ``reason``
    """

    field: str
    text: str
    typed: str


class ZoneQuoteAnswer(http.Controller):
    """The customer's answers: accept with a signature, decline, ask again."""

    @http.route("/zone/<string:visitor>/quotes/<int:quote_id>/accept", **FORM)
    @for_visitor
    def zone_quote_accept(self, visitor, quote_id, name="", version=""):
        """Sign the quote with the visitor's name, and confirm it where that is all."""
        order = visitor.quote(quote_id)
        typed, name = name, read_name(name)
        if not name:
            problem = Problem(
                "name", visitor.env._("Please write your full name."), typed
            )
            return quote_page(visitor, order, http_status=422, problem=problem)
        signature = typed_signature(name)
        return _answer(
            visitor,
            order,
            "accept",
            lambda: sign(visitor, order, name, signature, version),
        )

    @http.route("/zone/<string:visitor>/quotes/<int:quote_id>/decline", **FORM)
    @for_visitor
    def zone_quote_decline(self, visitor, quote_id, reason="", version=""):
        """Decline the quote and tell the seller why."""
        order = visitor.quote(quote_id)
        reason = reason.strip()
        if not 1 <= len(reason) <= REASON_LENGTH:
            text = visitor.env._(
                "Please tell us why, in at most %(most)s characters.",
                most=REASON_LENGTH,
            )
            problem = Problem("reason", text, reason)
            return quote_page(visitor, order, http_status=422, problem=problem)
        return _answer(
            visitor,
            order,
            "decline",
            lambda: order._zone_decline(visitor.recipient, reason, version),
        )

    @http.route("/zone/<string:visitor>/quotes/<int:quote_id>/again", **FORM)
    @for_visitor
    def zone_quote_again(self, visitor, quote_id):
        """Ask the seller, in the thread, to make an expired quote anew."""
        order = visitor.quote(quote_id)
        env = visitor.env
        if not order.is_expired or not may_answer(visitor):
            reason = env._("Only a quote that has expired can be asked for again.")
            return _closed_page(visitor, order, reason)
        if writes_too_much(visitor):
            return _closed_page(visitor, order, str(TOO_MANY), http_status=429)
        text = env._(
            "Quote %(number)s has expired. Please send it to me again.",
            number=order.name,
        )
        post_message(visitor, order, text)
        return request.redirect(f"{visitor.base}/quotes/{order.id}#messages", code=303)


def read_name(text):
    """Return a typed name with single spaces, ``""`` for what is no name."""
    name = " ".join(text.split())
    is_name = 2 <= len(name) <= NAME_LENGTH and name.isprintable()
    return name if is_name else ""


def take_answer(visitor, order, kind, act):
    """Let the order take the answer of a visitor who may give one, and note it.

    :param str kind: ``accept`` or ``decline``
    :param act: called once; returns why the answer was not taken, or ``""``
    :return: why it was not taken, for the customer; ``""`` when it was
    """
    if not may_answer(visitor):
        return visitor.env._("Only the customer can answer this quote.")
    try:
        with request.env.cr.savepoint():
            reason = act()
    except UserError as error:
        # The sentence is meant for staff; the customer hears what to do.
        _logger.warning("Quote %s was not answered online: %s", order.id, error)
        return visitor.env._(
            "We could not take your answer here. Please write us a message."
        )
    if not reason:
        events = request.env["customer.zone.event"]
        events._record(visitor.event_values, kind, order=order)
    return reason


def sign(visitor, order, name, signature, version):
    """Sign the quote in the visitor's name; one turn at the PDF engine prints it.

    :return: why it was not taken, for the customer; ``""`` when it was
    :raises EngineBusyError: at once, when all places are taken; nothing is signed
    """
    take_slot(order.env)
    return order._zone_sign(visitor.recipient, name, signature, version)


def _answer(visitor, order, kind, act):
    """Take the answer and come back to the quote's page, or say why not."""
    reason = take_answer(visitor, order, kind, act)
    if reason:
        return _closed_page(visitor, order, reason)
    return request.redirect(f"{visitor.base}/quotes/{order.id}", code=303)


def _closed_page(visitor, order, reason, http_status=409):
    return page(
        visitor,
        "customer_zone.quote_closed",
        http_status=http_status,
        tab="quotes",
        order=order,
        reason=reason,
    )
