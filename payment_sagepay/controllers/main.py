import logging

from odoo import http
from odoo.http import request

from .. import const, intake
from ..paynow.callback import read_body

_logger = logging.getLogger(__name__)

STATUS_PAGE = "/payment/status"
# What a server is answered when its notice could not be read, or not be kept: it may
# send the notice once more.
UNREADABLE, NOT_STORED = 400, 503


class SagepayController(http.Controller):
    """The four callback addresses: store the notice, process it, answer.

    All four are processed alike, because merchants also enter one address in all
    four boxes. Nothing posted here is believed.
    """

    _notify_url = const.CALLBACK_PATHS["notify"]
    _browser_urls = [const.CALLBACK_PATHS[k] for k in ("accept", "decline", "redirect")]

    # Public and without a token of ours: the gateway's server has neither an account
    # here nor a page it came from. No session is read, and none is saved.
    @http.route(
        _notify_url,
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
        max_content_length=const.MAX_CALLBACK_BYTES,
    )
    def sagepay_notify(self, **_posted):
        """Acknowledge the gateway's own notice with the fixed word OK.

        A browser that asks for a page is sent to the payment's status instead, for
        merchants who entered this address everywhere.
        """
        refusal = self._take_in("notify")
        if self._is_browser():
            return self._to_status_page()
        if refusal:
            return request.make_response("", status=refusal)
        return request.make_response("OK", headers=[("Content-Type", "text/plain")])

    # Public and without a token: the payer's browser comes with a post from another
    # site, and without its session cookie. Saving a session here would replace the
    # payer's own, so none is saved.
    @http.route(
        _browser_urls,
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
        max_content_length=const.MAX_CALLBACK_BYTES,
    )
    def sagepay_return(self, **_posted):
        """Take the payer's browser to the status page, whatever it brought."""
        # A merchant may have entered the address with a slash at its end.
        kind = request.httprequest.path.rstrip("/").rpartition("/")[2]
        if self._take_in(kind) == UNREADABLE and not self._is_browser():
            return request.make_response("", status=UNREADABLE)
        return self._to_status_page()

    def _take_in(self, kind):
        """Store and process what was posted; return None when it is safe with us.

        Requests without a body change nothing and leave nothing behind.

        :return: the status to answer a server with when it is not
        """
        if request.httprequest.method != "POST":
            return None
        pairs = list(request.httprequest.form.items(multi=True))
        body = request.httprequest.get_data()
        if not pairs and not body:
            return None
        pairs = pairs or read_body(body)
        if not pairs:
            _logger.info("A Sage Pay %s notice of %s bytes is no form", kind, len(body))
            return UNREADABLE
        registry = request.env.registry
        # The gateway is asked before we answer: hold no transaction open meanwhile.
        request.env.cr.rollback()
        try:
            intake.take_in(registry, kind, pairs)
        except Exception:
            # The edge of the system: whatever it is, no word of it may leave.
            _logger.exception("A Sage Pay %s notice could not be stored", kind)
            return NOT_STORED
        return None

    def _is_browser(self):
        """Tell whether a payer looks at the answer."""
        return "text/html" in request.httprequest.headers.get("Accept", "")

    def _to_status_page(self):
        """Answer 303 to core's status page: the session knows the payment there."""
        return request.redirect(STATUS_PAGE, code=303)
