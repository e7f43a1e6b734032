from contextlib import contextmanager, suppress
from datetime import timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import intake
from .common import SagepayCommon

INTAKE_LOG = "odoo.addons.payment_sagepay.intake"
LOCKED = "The period is locked."


@tagged("post_install", "-at_install")
class TestUnbooked(SagepayCommon):
    """C-06, O-10: a receipt that cannot be booked is told once and resumed."""

    def setUp(self):
        super().setUp()
        self.invoice = self.make_invoice(100.0)
        self.tx = self.make_tx(self.invoice)

    @contextmanager
    def failing(self, error=None):
        """Let booking fail for a lasting reason."""
        with (
            patch.object(
                self.env.registry["payment.transaction"],
                "_create_payment",
                side_effect=error or UserError(LOCKED),
            ),
            mute_logger(INTAKE_LOG),
        ):
            yield

    def book(self, tx=None):
        """Ask for the receipt again, as schedules and buttons do."""
        with self.test_cursors():
            intake.book(self.env.registry, (tx or self.tx).id)
        self.env.invalidate_all()

    def run_schedule(self):
        """Run the scheduled booking on a cursor of its own."""
        with self.test_cursors(), self.env.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["payment.transaction"]._cron_sagepay_book()
        self.env.invalidate_all()

    def alerts(self):
        """Return the open tasks about receipts that are not booked."""
        return self.env["mail.activity"].search(
            [("summary", "=", "Online payment not booked")]
        )

    def test_the_payment_stays_paid_and_the_reason_is_kept(self):
        """C-06: on the first day, in words an accountant can act on."""
        with self.failing():
            self.pay(self.tx)
        self.assertEqual(self.tx.state, "done")
        self.assertFalse(self.tx.is_post_processed)
        self.assertFalse(self.receipts(self.tx))
        self.assertEqual(self.tx.sagepay_posting_error, LOCKED)
        alert = self.alerts()
        self.assertEqual(len(alert), 1)
        self.assertEqual(alert.res_id, self.invoice.id)
        self.assertIn(LOCKED, alert.note)
        self.assertTrue(alert.user_id.has_group("account.group_account_manager"))

    def test_the_accountant_is_told_in_a_language_of_their_own(self):
        """C-06: whoever set the booking off."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.tx._sagepay_accountant().lang = "fr_FR"
        with self.failing():
            self.pay(self.tx)
        task = self.invoice.activity_ids
        self.assertEqual(task.summary, "Paiement en ligne non comptabilisé")
        self.assertNotIn("Put this right", task.note)

    def test_what_another_addon_stumbles_over_is_told_too(self):
        """C-06: also when it fails before or after Sage Pay's own part."""
        model = self.env.registry["payment.transaction"]
        broken = patch.object(model, "_post_process", side_effect=ValueError("no"))
        with broken, mute_logger(INTAKE_LOG):
            self.pay(self.tx)
        self.assertIn("ValueError", self.tx.sagepay_posting_error)
        self.assertEqual(len(self.alerts()), 1)
        self.book()
        self.assertPaidOnce(self.tx)
        self.assertFalse(self.alerts())

    def test_a_reason_that_cannot_be_kept_stops_nobody(self):
        """O-10: the failure itself is in the log, and the payment is tried again."""
        model = self.env.registry["payment.transaction"]
        broken = patch.object(model, "_sagepay_posting_failed", side_effect=ValueError)
        with self.failing(), broken:
            self.pay(self.tx)
        self.assertFalse(self.tx.is_post_processed)
        self.run_schedule()
        self.assertPaidOnce(self.tx)

    def test_however_often_it_is_tried_a_person_is_told_once(self):
        """O-10: one task per cause, not per try."""
        with self.failing():
            self.pay(self.tx)
            for _try in range(5):
                self.book()
                self.run_schedule()
        self.assertEqual(len(self.alerts()), 1)

    def test_another_cause_is_told_again(self):
        """O-10: the new reason replaces the old one, which is put right."""
        with self.failing():
            self.pay(self.tx)
        first = self.alerts()
        with self.failing(UserError("The account is archived.")):
            self.book()
        self.assertEqual(self.tx.sagepay_posting_error, "The account is archived.")
        self.assertEqual(len(self.alerts()), 1)
        self.assertNotEqual(self.alerts(), first)
        self.assertIn("archived", self.alerts().note)

    def test_one_cause_of_many_payments_is_one_task(self):
        """O-10: fifty payments in a locked period are one thing to put right."""
        with self.failing():
            self.pay(self.tx)
            others = [self.make_tx(self.make_invoice(100.0)) for _n in range(3)]
            for number, tx in enumerate(others):
                self.pay(tx, trace=f"2.{number}")
        self.assertEqual(len(self.alerts()), 1)
        for tx in others:
            self.assertEqual(tx.sagepay_posting_error, LOCKED)
        self.book()
        self.assertEqual(len(self.alerts()), 1)
        for tx in others:
            self.book(tx)
        self.assertFalse(self.alerts())

    def test_after_repair_the_schedule_books_and_the_task_ends(self):
        """C-06: five days later too, past every limit of other schedules."""
        with self.failing():
            self.pay(self.tx)
        long_ago = fields.Datetime.now() - timedelta(days=50)
        self.tx.last_state_change = long_ago
        self.env.flush_all()
        self.run_schedule()
        self.assertPaidOnce(self.tx)
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertFalse(self.tx.sagepay_posting_error)
        self.assertFalse(self.alerts())

    def test_the_payers_own_page_leaves_the_reason_behind_too(self):
        """C-06: whoever asked for the receipt, the failure is written down."""
        with self.failing():
            self.pay(self.tx)
            self.tx.sagepay_posting_error = False
            self.env.flush_all()
            # Not assertRaises, which takes back what was written meanwhile.
            with (
                self.test_cursors(),
                suppress(UserError),
                self.env.registry.cursor() as cr,
            ):
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["payment.transaction"].browse(self.tx.id)._post_process()
        self.env.invalidate_all()
        self.assertEqual(self.tx.sagepay_posting_error, LOCKED)

    def test_an_unexpected_error_is_not_shown_in_its_own_words(self):
        """X-12: what a program says to itself is for the log."""
        with self.failing(KeyError("CANARY")):
            self.pay(self.tx)
        self.assertIn("KeyError", self.tx.sagepay_posting_error)
        self.assertNotIn("CANARY", self.tx.sagepay_posting_error)

    def test_a_payment_without_documents_is_told_on_its_customer(self):
        """M-14: there is no invoice to put the task on."""
        tx = self.make_tx(amount=50.0)
        with self.failing():
            self.pay(tx, trace="3.3")
        self.assertEqual(self.alerts().res_model, "res.partner")
        self.assertEqual(self.alerts().res_id, self.customer.id)

    def test_a_locked_period_books_on_an_open_day_and_never_loses_money(self):
        """M-11: the receipt is posted, dated after the lock."""
        today = fields.Date.context_today(self.tx)
        self.company.fiscalyear_lock_date = today - timedelta(days=1)
        self.pay(self.tx)
        self.assertPaidOnce(self.tx)
        self.assertGreater(
            self.receipts(self.tx).date, self.company.fiscalyear_lock_date
        )

    def test_what_is_booked_is_never_booked_again_by_the_schedule(self):
        """C-01: the schedule looks at what is true first."""
        self.pay(self.tx)
        self.run_schedule()
        self.book()
        self.assertPaidOnce(self.tx)
