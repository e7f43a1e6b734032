import json

from odoo.tests import JsonRpcException
from odoo.tools import mute_logger

from odoo.addons.payment.tests.http_common import PaymentHttpCommon

from .common import ZoneCommon


class CoreRoutesCommon(ZoneCommon, PaymentHttpCommon):
    """Core's own payment addresses, asked directly by somebody with a link."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.currency = cls.company.currency_id

    def _values(self, invoice=None, **values):
        invoice = invoice or self.invoice
        return {
            "provider_id": self.provider.id,
            "payment_method_id": self.payment_method_id,
            "token_id": None,
            "amount": invoice.amount_residual,
            "flow": "redirect",
            "tokenization_requested": False,
            "landing_route": invoice.get_portal_url(),
            "access_token": invoice._portal_ensure_token(),
            **values,
        }

    def _start(self, invoice=None, **values):
        """Ask core's invoice route for a payment; return the transaction made."""
        invoice = invoice or self.invoice
        self._call(
            f"/invoice/transaction/{invoice.id}", self._values(invoice, **values)
        )
        return self._transactions(invoice)[:1]

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def _call(self, route, values):
        """Post JSON as a hostile client would; raise what the server answered."""
        body = {"jsonrpc": "2.0", "method": "call", "id": 0, "params": values}
        with mute_logger("odoo.http"):
            response = self.url_open(
                route,
                data=json.dumps(body).encode(),
                headers={"Content-Type": "application/json"},
            )
        error = response.json().get("error")
        if error:
            self.assertLess(error["code"], 500, error)
            raise JsonRpcException(error["code"], error["data"]["message"])
        return response.json()["result"]

    def _transactions(self, invoice):
        return (
            self.env["payment.transaction"]
            .sudo()
            .search([("invoice_ids", "in", invoice.ids)], order="id desc")
        )

    def _assert_refused(self, invoice=None, message=None, **values):
        invoice = invoice or self.invoice
        count = self.env["payment.transaction"].sudo().search_count([])
        with self.assertRaises(JsonRpcException) as caught:
            self._start(invoice, **values)
        self.assertEqual(
            self.env["payment.transaction"].sudo().search_count([]),
            count,
            "A refused payment must leave no transaction",
        )
        if message:
            self.assertIn(message, str(caught.exception))
