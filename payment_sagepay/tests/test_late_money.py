from datetime import timedelta

from freezegun import freeze_time

from odoo import SUPERUSER_ID, api, fields
from odoo.tests import tagged

from .common import SagepayCommon


@tagged("post_install", "-at_install")
class TestLateMoney(SagepayCommon):
    """Bank transfer and cash come days or weeks later, and are booked then."""

    def run_cores_schedule(self):
        """Run core's own post-processing on a cursor of its own."""
        with self.test_cursors(), self.env.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["payment.transaction"]._cron_post_process()

    def test_money_that_comes_after_forty_days_is_booked(self):
        """R-13: 3, 6 and 40 days later, past every limit of other schedules."""
        for days in (3, 6, 40):
            with self.subTest(days=days):
                tx = self.make_tx(self.make_invoice(100.0))
                pending, paid = f"5.{days}1", f"5.{days}2"
                self.gateway.knows(
                    pending, tx.reference, accepted=False, reason="Pending payment"
                )
                self.tell(
                    self.fields_for(tx, accepted="false", trace=pending, Method="2")
                )
                with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                    self.run_cores_schedule()
                    self.assertEqual(tx.state, "pending")
                    self.pay(tx, trace=paid)
                self.assertPaidOnce(tx)
                self.assertEqual(tx.invoice_ids.amount_residual, 0.0)
                self.assertEqual(tx.payment_method_id.code, "sagepay_card")

    def test_late_money_is_kept_whatever_became_of_the_invoice(self):
        """R-13, M-07, M-08: drafted or cancelled meanwhile, after forty days."""
        for step in ("button_draft", "button_cancel"):
            with self.subTest(step=step):
                invoice = self.make_invoice(100.0)
                tx = self.make_tx(invoice)
                trace = f"6.{len(step)}"
                self.gateway.knows(
                    f"{trace}1", tx.reference, accepted=False, reason="pending"
                )
                self.tell(
                    self.fields_for(tx, accepted="false", trace=f"{trace}1", Method="2")
                )
                invoice.button_draft()
                if step == "button_cancel":
                    invoice.button_cancel()
                state = invoice.state
                with freeze_time(fields.Datetime.now() + timedelta(days=40)):
                    self.pay(tx, trace=f"{trace}2")
                self.assertPaidOnce(tx)
                self.assertEqual(invoice.state, state)
                self.assertEqual(len(self.receipts(tx).activity_ids), 1)

    def test_the_receipt_is_of_the_gateways_day_on_both_sides_of_new_year(self):
        """M-11: a second before and half an hour after midnight in Johannesburg."""
        for number, (moment, day) in enumerate(
            (
                ("2026-12-31 21:59:59", "2026-12-31"),
                ("2026-12-31 22:30:00", "2027-01-01"),
            )
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                tx = self.make_tx(self.make_invoice(100.0, invoice_date="2026-12-01"))
                self.pay(tx, trace=f"9.9{number}")
                self.assertPaidOnce(tx)
                self.assertEqual(str(self.receipts(tx).date), day)
                self.assertEqual(str(self.receipts(tx).move_id.date), day)

    def test_a_clock_that_is_wrong_refuses_no_true_payment(self):
        """O-12: ten minutes ahead or behind."""
        for number, minutes in enumerate((-10, 10)):
            tx = self.make_tx(self.make_invoice(100.0))
            with freeze_time(fields.Datetime.now() + timedelta(minutes=minutes)):
                self.pay(tx, trace=f"8.8{number}")
            self.assertPaidOnce(tx)
