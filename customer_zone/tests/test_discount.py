from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ZoneCommon

ISSUED = date(2026, 3, 1)
DAYS = 10


@tagged("post_install", "-at_install")
class TestDiscount(ZoneCommon):
    """M-10: an early-payment discount on both sides of its last day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        term = cls.env["account.payment.term"].create(
            {
                "name": "10 % within 10 days",
                "early_discount": True,
                "discount_percentage": 10.0,
                "discount_days": DAYS,
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 100, "nb_days": 30}
                    )
                ],
            }
        )
        with freeze_time(ISSUED):
            cls.discounted = cls._invoice(
                cls.customer, invoice_payment_term_id=term.id, invoice_date=ISSUED
            )

    def _values(self, amount, zone="UTC"):
        """Return what a payment of this amount would be made of, for a visitor."""
        invoice = self.discounted.with_context(tz=zone)
        return invoice._zone_create_payment_values(amount, "/zone/1")

    def test_until_its_last_day_the_discounted_amount_is_shown_and_charged(self):
        """The amount on offer is the amount of the transaction, to the cent."""
        with freeze_time(ISSUED + timedelta(days=DAYS)):
            self.assertIn(900.0, self.discounted._zone_payable_amounts())
            self.assertEqual(self._values(900.0)["amount"], 900.0)
            self.assertEqual(self._values(1000.0)["amount"], 1000.0)
            with self.assertRaises(ValidationError):
                self._values(899.99)

    def test_on_the_day_after_the_discounted_amount_is_refused(self):
        """With the amount of now, so nobody believes the invoice is paid."""
        with freeze_time(ISSUED + timedelta(days=DAYS + 1)):
            self.assertNotIn(900.0, self.discounted._zone_payable_amounts())
            with self.assertRaisesRegex(ValidationError, "1,000.00"):
                self._values(900.0)
            self.assertEqual(self._values(1000.0)["amount"], 1000.0)

    def test_the_last_day_ends_at_the_visitors_midnight(self):
        """Half past ten in the evening UTC is the next day in Johannesburg."""
        with freeze_time(f"{ISSUED + timedelta(days=DAYS)} 22:30:00"):
            self.assertEqual(self._values(900.0)["amount"], 900.0)
            with self.assertRaises(ValidationError):
                self._values(900.0, zone="Africa/Johannesburg")

    def test_the_discounted_amount_settles_the_invoice(self):
        """What was charged leaves nothing open and no credit."""
        with freeze_time(ISSUED + timedelta(days=DAYS)):
            tx = self._transaction(self.discounted, amount=900.0)
            tx._set_done()
            tx._post_process()
            self.assertEqual(self.discounted.amount_residual, 0.0)
            self.assertFalse(tx.payment_id.activity_ids)

    def test_a_part_of_several_invoices_earns_no_discount(self):
        """The oldest is settled by what was paid, and by nothing that was not."""
        due = ISSUED - timedelta(days=30)
        older = self._invoice(self.customer, amount=5000.0, invoice_date_due=due)
        with freeze_time(ISSUED + timedelta(days=DAYS)):
            both = older + self.discounted
            self.assertEqual(both._zone_allocation(900.0)[0], (older, 900.0))
            tx = self._transaction(both, amount=900.0)
            tx._set_done()
            tx._post_process()
            self.assertEqual(older.amount_residual, 5000.0 - 900.0)
            self.assertEqual(self.discounted.amount_residual, 1000.0)
            self.assertEqual(len(tx.payment_id.move_id.line_ids), 2)
