from contextlib import contextmanager

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestPagesDiscount(ZonePagesCommon):
    """M-10: an early payment discount around its last moment, wherever the payer is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        others = cls.env["payment.provider"].search([("id", "!=", cls.provider.id)])
        others.is_published = False
        cls.today = fields.Date.today()
        cls.last = fields.Date.add(cls.today, days=10)
        cls.contact.tz = "America/New_York"
        term = cls.env["account.payment.term"].create(
            {
                "name": "2 % within 10 days",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 10,
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 100, "nb_days": 30}
                    )
                ],
            }
        )
        cls.invoice = cls._invoice(
            cls.customer,
            1000.0,
            invoice_date=cls.today,
            invoice_payment_term_id=term.id,
        )

    @contextmanager
    def _moment(self, day, hour):
        """Stop the clock at an hour of a day in UTC, and come by the link then."""
        with freeze_time(f"{day} {hour}:30:00"):
            self.base = self._enter()
            self.pay = f"{self.base}/invoices/{self.invoice.id}/pay"
            yield

    def _start(self, stamp):
        page = self._get(f"{self.base}/invoices")
        values = {"csrf_token": self._get_csrf(page), "stamp": stamp}
        return self._send(self.pay, values)

    def test_what_is_shown_is_what_is_taken_until_the_payers_last_minute(self):
        """M-10: it is the 10th day in New York, and the next day already in UTC."""
        with self._moment(fields.Date.add(self.last, days=1), "01"):
            self.assertIn("980.00", self._get(self.pay).text)
            self._start("980.00")
        self.assertEqual(self._payments(self.invoice).amount, 980.0)

    def test_a_discount_that_ended_meanwhile_is_shown_again_and_not_taken(self):
        """M-10: refused with the amount of now, and nothing was begun."""
        with self._moment(fields.Date.add(self.last, days=1), "13"):
            answer = self._start("980.00")
        self.assertEqual(answer.status_code, 409)
        self.assertIn("1,000.00", answer.text)
        self.assertFalse(self._payments(self.invoice))

    def test_the_discount_is_not_left_open_when_the_money_is_booked(self):
        """M-10: what was accepted settles the whole invoice."""
        with self._moment(self.last, "13"):
            self._start("980.00")
            transaction = self._payments(self.invoice)
            transaction._set_done()
            transaction._post_process()
        self.assertEqual(self.invoice.payment_state, "paid")
        self.assertEqual(transaction.payment_id.amount, 980.0)
