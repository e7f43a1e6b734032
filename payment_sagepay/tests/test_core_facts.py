import inspect

import psycopg2.errors

from odoo import http
from odoo.exceptions import ValidationError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.payment.const import SENSITIVE_KEYS
from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing

from .common import SagepayCommon

TX_LOG = "odoo.addons.payment.models.payment_transaction"


@tagged("post_install", "-at_install")
class TestCoreFacts(SagepayCommon):
    """T-02: what this addon relies on in Odoo, one fact per test.

    A test that fails here names what a new Odoo does in another way, before anything
    else fails because of it.
    """

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))

    def in_state(self, state):
        """Return a payment that is in this state."""
        tx = self.make_tx(amount=10.0)
        tx.state = state
        return tx

    @mute_logger(TX_LOG)
    def test_states_from_which_a_payment_can_become_done(self):
        """R-04: we add "cancel" ourselves, after the amount was compared."""
        for state, becomes in (
            ("draft", "done"),
            ("pending", "done"),
            ("error", "done"),
            ("cancel", "cancel"),
        ):
            with self.subTest(state=state):
                tx = self.in_state(state)
                tx._set_done()
                self.assertEqual(tx.state, becomes)
        tx = self.in_state("cancel")
        tx._set_done(extra_allowed_states=("cancel",))
        self.assertEqual(tx.state, "done")

    @mute_logger(TX_LOG)
    def test_done_stays_done(self):
        """I3: whatever is told later."""
        tx = self.in_state("done")
        tx._set_pending()
        tx._set_canceled()
        tx._set_error("x")
        self.assertEqual(tx.state, "done")

    def test_a_change_of_state_asks_for_post_processing_again(self):
        """R-13: that is how late money reaches the books."""
        self.tx._set_pending()
        self.tx.is_post_processed = True
        self.tx._set_done()
        self.assertFalse(self.tx.is_post_processed)

    def test_our_hooks_are_called_with_what_we_pass(self):
        """I2: the verified notice travels through ``_process`` unchanged."""
        seen = []
        model = self.env.registry["payment.transaction"]
        notice = self.tell(self.fields_for(self.tx, trace="1.1"))
        for name in ("_extract_amount_data", "_apply_updates"):
            original = getattr(model, name)

            def spy(tx, data, name=name, original=original):
                seen.append((name, data.get("notice")))
                return original(tx, data)

            self.patch(model, name, spy)
        with self.assertRaises(ValidationError):
            self.tx._process("sagepay", notice._payment_data())
        names = [name for name, _notice in seen]
        self.assertIn("_apply_updates", names)
        self.assertTrue(all(one == notice for _name, one in seen))

    def test_posting_makes_one_payment_and_links_it(self):
        """I1: ``payment_id`` both ways, the reference in the memo, posted."""
        self.tx._set_done()
        self.tx._post_process()
        payment = self.tx.payment_id
        self.assertEqual(payment.payment_transaction_id, self.tx)
        self.assertIn(self.tx.reference, payment.memo)
        self.assertIn(payment.state, ("in_process", "paid"))
        self.assertEqual(payment.move_id.state, "posted")

    def test_the_states_our_list_reads_are_the_states_there_are(self):
        """C-06: "not in the books" is read from these names."""
        states = dict(self.env["account.payment"]._fields["state"].selection)
        self.assertLessEqual({"draft", "in_process", "paid", "canceled"}, set(states))

    def test_the_columns_our_queries_read_exist(self):
        """SQL of ours: transactions, payments, scheduled actions."""
        wanted = {
            "payment_transaction": "reference provider_id payment_id state amount "
            "last_state_change provider_reference currency_id company_id",
            "account_payment": "state",
            "payment_provider": "code state",
            "ir_cron": "active nextcall cron_name user_id",
        }
        for table, columns in wanted.items():
            self.env.cr.execute(
                "SELECT column_name FROM information_schema.columns "
                "WHERE table_name = %s",
                [table],
            )
            found = {row[0] for row in self.env.cr.fetchall()}
            with self.subTest(table=table):
                self.assertLessEqual(set(columns.split()), found)

    def test_a_reference_names_one_payment_only(self):
        """N-05: a constraint of the database."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
        ):
            self.make_tx(reference=self.tx.reference)
            self.env.flush_all()

    def test_transactions_see_one_moment_of_the_database(self):
        """Our locks read again and start over; that needs this isolation."""
        with self.env.registry.cursor() as cr:
            cr.execute("SHOW transaction_isolation")
            self.assertEqual(cr.fetchone()[0], "repeatable read")

    def test_what_lost_a_race_is_what_we_repeat(self):
        """R-10: serialization, deadlock and lock errors."""
        for error in (
            psycopg2.errors.SerializationFailure,
            psycopg2.errors.DeadlockDetected,
            psycopg2.errors.LockNotAvailable,
        ):
            self.assertTrue(issubclass(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY))

    def test_there_is_a_moment_after_a_rollback(self):
        """C-06: there we write down why a receipt could not be booked."""
        called = []
        with self.test_cursors(), self.env.registry.cursor() as cr:
            cr.postrollback.add(lambda: called.append("after"))
            cr.rollback()
        self.assertEqual(called, ["after"])

    def test_a_route_may_say_all_we_say(self):
        """X-01, R-11: size limit and no session, known to the dispatcher."""
        source = inspect.getsource(http)
        for word in ("max_content_length", "save_session"):
            self.assertIn(word, source)
        parameters = inspect.signature(self.env["ir.http"]._dispatch).parameters
        self.assertEqual(list(parameters), ["endpoint"])

    def test_the_payers_page_asks_for_the_receipt(self):
        """R-08: the status poll posts, under our lock."""
        source = inspect.getsource(PaymentPostProcessing.poll_status)
        self.assertIn("_post_process()", source)

    def test_keys_named_there_are_masked_in_payment_logs(self):
        """O-03: the set is shared and may grow."""
        self.assertIsInstance(SENSITIVE_KEYS, set)

    def test_a_brand_belongs_to_a_method(self):
        """The ways to pay are brands of the one method the form offers."""
        method = self.env.ref("payment_sagepay.payment_method_sagepay")
        self.assertTrue(method.is_primary)
        brands = method.with_context(active_test=False).brand_ids
        self.assertEqual(len(brands), 10)
