from datetime import timedelta
from urllib.parse import urlencode

from odoo import fields

from .pages_common import ZonePagesCommon


class PaySeveralCommon(ZonePagesCommon):
    """Three open invoices of one customer, paid from the list."""

    def setUp(self):
        super().setUp()
        others = self.env["payment.provider"].search([("id", "!=", self.provider.id)])
        others.is_published = False
        self.today = fields.Date.today()
        self.oldest = self._due(-95, 300.0)
        self.middle = self._due(-50, 200.0)
        self.newest = self._due(15, 100.0)
        self.three = self.oldest | self.middle | self.newest
        self.invoice.button_draft()
        self.invoice.button_cancel()
        self.base = self._enter()

    def _due(self, days, amount, partner=None, **values):
        """Return an invoice due in so many days from now."""
        return self._invoice(
            partner or self.customer,
            amount,
            invoice_date=self.today - timedelta(days=120),
            invoice_date_due=self.today + timedelta(days=days),
            **values,
        )

    def _query(self, invoices, **values):
        pairs = [("pay", invoice.id) for invoice in invoices]
        return urlencode([*pairs, *values.items()])

    def _check(self, invoices, **values):
        return self._get(f"{self.base}/pay?{self._query(invoices, **values)}")

    def _start(self, invoices, stamp, choice="all", **values):
        """Press Pay Now on the confirmation page of these invoices."""
        page = self._get(f"{self.base}/invoices")
        form = {
            "csrf_token": self._get_csrf(page),
            "pay": [str(invoice.id) for invoice in invoices],
            "choice": choice,
            "stamp": stamp,
            **values,
        }
        return self._send(f"{self.base}/pay", form)

    def _book(self, transaction):
        transaction._set_done()
        transaction._post_process()

    def _transactions(self):
        return self.three.sudo().transaction_ids
