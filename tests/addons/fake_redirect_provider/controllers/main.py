from odoo import http
from odoo.http import request


class FakeRedirectController(http.Controller):
    """The fake gateway's message, taken in as core's own providers do."""

    # Public, as every gateway's server is a stranger; for tests and timing only.
    @http.route(
        "/payment/fake_redirect/webhook",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def fake_redirect_webhook(self, **data):
        """Move the payment, then book it as the payer's page would a moment later."""
        message = {**data, "amount": int(data["cents"]) / 100, "paid": True}
        # The gateway has no user here.
        transactions_sudo = request.env["payment.transaction"].sudo()
        tx_sudo = transactions_sudo._search_by_reference("fake_redirect", message)
        tx_sudo._process("fake_redirect", message)
        request.env.cr.commit()
        tx_sudo._post_process()
        return request.make_response("OK", headers=[("Content-Type", "text/plain")])
