from odoo import http
from odoo.http import request

from ...report.engine_slots import EngineBusyError
from ..page.answers import for_visitor, for_visitor_json, page
from ..page.formats import Formats
from ..page.kinds import CURRENT, SIGNATURE_FORM
from .page import read_answer
from .routes_answer import read_name, sign, take_answer
from .signature import drawn_signature


class ZoneQuoteSign(http.Controller):
    """Accept a quote with a signature drawn on core's own pad."""

    @http.route("/zone/<string:visitor>/quotes/<int:quote_id>/sign", **CURRENT)
    @for_visitor
    def zone_quote_pad(self, visitor, quote_id):
        """Show the pad; a quote that asks for no signature goes back to its page."""
        order = visitor.quote(quote_id)
        quote_url = f"{visitor.base}/quotes/{order.id}"
        answer = read_answer(visitor, order)
        if not answer.sign:
            return request.redirect(quote_url, code=303)
        formats = Formats(visitor.env, visitor.company.currency_id)
        signer = visitor.recipient
        return page(
            visitor,
            "customer_zone.quote_pad",
            tab="quotes",
            order=order,
            total=formats.money(order.amount_total, order.currency_id),
            signer_name="" if signer.is_company else signer.name,
            accept_label=visitor.env._("Accept and sign"),
            quote_url=quote_url,
            pad_url=f"{visitor.path}/quotes/{order.id}/sign?version={answer.version}",
        )

    @http.route("/zone/<string:visitor>/quotes/<int:quote_id>/sign", **SIGNATURE_FORM)
    @for_visitor_json
    def zone_quote_sign(self, visitor, quote_id, name="", signature=""):
        """Sign the quote with what was drawn; tell core's pad where to go.

        :return: what the pad understands: where to go, or why it was not taken
        :rtype: dict
        """
        order = visitor.quote(quote_id)
        name = read_name(name if isinstance(name, str) else "")
        picture = drawn_signature(signature)
        if not (name and picture):
            return {"error": visitor.env._("Please write your name and sign.")}
        # The pad sends a name and a picture; its address names what was read.
        version = request.httprequest.args.get("version", "")
        try:
            reason = take_answer(
                visitor,
                order,
                "accept",
                lambda: sign(visitor, order, name, picture, version),
            )
        except EngineBusyError:
            reason = visitor.env._(
                "Several documents are being made right now. Please try again in a "
                "few seconds."
            )
        if reason:
            return {"error": reason}
        url = f"{visitor.base}/quotes/{order.id}"
        return {"force_refresh": True, "redirect_url": url}
