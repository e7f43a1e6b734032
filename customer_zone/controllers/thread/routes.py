from odoo import http
from odoo.http import request
from odoo.tools import plaintext2html
from odoo.tools.translate import LazyTranslate

from ..page.answers import for_visitor, page
from ..page.kinds import FORM
from ..visit.visitor import RefusedError
from .documents import FOLDERS, named_document

_lt = LazyTranslate(__name__)

MESSAGE_LENGTH = 4000
MOST_MESSAGES, WITHIN_MINUTES = 5, 10
# Each of these rings at the seller's.
MESSAGE_KINDS = ("message", "query", "told_paid")
TOO_MANY = _lt("You have written several messages just now. Please wait ten minutes.")


class ZoneThread(http.Controller):
    """A visitor writes about a document."""

    @http.route(
        f"/zone/<string:visitor>/<any({FOLDERS}):folder>/<int:document_id>/message",
        **FORM,
    )
    @for_visitor
    def zone_message(self, visitor, folder, document_id, message=""):
        """Post a message as the visitor and tell the seller.

        What was typed is never lost: a message that cannot be sent comes back.
        """
        document = named_document(visitor, folder, document_id)
        if visitor.is_staff:
            raise RefusedError()
        problem, http_status = _problem(visitor, message.strip())
        if problem:
            return page(
                visitor,
                "customer_zone.thread_problem",
                http_status=http_status,
                tab=folder,
                document=document,
                document_url=f"{visitor.base}/{folder}/{document_id}",
                problem=problem,
                message=message,
            )
        post_message(visitor, document, message.strip())
        url = f"{visitor.base}/{folder}/{document_id}#messages"
        return request.redirect(url, code=303)


def writes_too_much(visitor):
    """Return whether this visitor has to wait before writing another message."""
    events = request.env["customer.zone.event"]
    count = events._count_recent(visitor.event_values, MESSAGE_KINDS, WITHIN_MINUTES)
    return count >= MOST_MESSAGES


def post_message(visitor, document, text):
    """Post plain text in the thread, signed by the visitor.

    :param str text: as typed; printed as it is, never read as HTML
    """
    document._zone_post_message(visitor.recipient, plaintext2html(text))
    events = request.env["customer.zone.event"]
    kind = "order" if document._name == "sale.order" else "move"
    events._record(visitor.event_values, "message", **{kind: document})


def _problem(visitor, text):
    """Return ``(what is wrong, HTTP status)``; ``("", 200)`` for nothing."""
    env = visitor.env
    if not text:
        return env._("Please write your message first."), 422
    if len(text) > MESSAGE_LENGTH:
        sentence = env._(
            "Your message is too long: please use at most %(most)s characters.",
            most=MESSAGE_LENGTH,
        )
        return sentence, 422
    if writes_too_much(visitor):
        return str(TOO_MANY), 429
    return "", 200
