from odoo import http
from odoo.http import request

from ..page.answers import for_visitor
from ..page.honest import counts
from ..visit.visitor import RefusedError
from .routes import read_key


class ZoneActivity(http.Controller):
    """What visitors are seen to do: pages ask for it, reading never writes."""

    # Public: whoever visits is resolved from the session's grant or sign-in.
    @http.route(
        "/zone/<string:visitor>/seen",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=True,
        save_session=False,
        website=True,
        sitemap=False,
        max_content_length=4096,
    )
    @for_visitor
    def zone_seen(self, visitor, document=""):
        """Note that a person looked at a document.

        The page asks for it once it was visible for two seconds and a pointer,
        scroll or key was used. Staff and machines are never counted.
        """
        kind, number = read_key(document)
        if kind == "quote":
            seen = {"order": visitor.quote(number)}
        elif kind == "invoice":
            seen = {"move": visitor.invoice(number)}
        elif kind == "credit":
            seen = {"move": visitor.credit_note(number)}
        else:
            raise RefusedError()
        if counts(visitor):
            events = request.env["customer.zone.event"]
            event = events._record(visitor.event_values, "view", **seen)
            if kind == "quote":
                seen["order"]._zone_note_view(event)
        return request.make_response("", status=204)
