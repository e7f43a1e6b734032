import itertools

from odoo import fields
from odoo.tests import tagged

from .. import const, inline_place
from .http_common import BROWSER, CallbackCommon


@tagged("post_install", "-at_install")
class TestCallbacks(CallbackCommon):
    """The four addresses as the gateway and a browser meet them."""

    def test_notify_is_acknowledged_with_ok_and_pays(self):
        """The gateway's server gets 200, plain text, the fixed word."""
        answer = self.call("notify", self.fields_for(self.tx))
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.content, b"OK")
        self.assertTrue(answer.headers["Content-Type"].startswith("text/plain"))
        self.assertPaidOnce(self.tx)
        self.assertEqual(self.invoice.amount_residual, 0.0)

    def test_every_address_does_the_same_work(self):
        """R-16: merchants enter one address in all four boxes.

        With a slash at its end or without one.
        """
        addresses = itertools.product(const.CALLBACK_PATHS, ("", "/"))
        for number, (kind, tail) in enumerate(addresses):
            with self.subTest(kind=kind, tail=tail):
                tx = self.make_tx(self.make_invoice(100.0))
                self.gateway.knows(f"8.{number}", tx.reference)
                fields_posted = self.fields_for(tx, trace=f"8.{number}")
                self.call(kind, fields_posted, tail=tail)
                self.assertPaidOnce(tx)
                self.assertEqual(self.last_notice().kind, kind)

    def test_a_browser_is_sent_to_the_status_page_and_nowhere_else(self):
        """R-11: 303 to a fixed page, nothing of the payment in the address."""
        for kind in ("accept", "decline", "redirect", "notify"):
            for method in ("POST", "GET"):
                with self.subTest(kind=kind, method=method):
                    data = self.fields_for(self.tx) if method == "POST" else None
                    answer = self.call(kind, data, method, headers=BROWSER)
                    self.assertEqual(answer.status_code, 303)
                    self.assertTrue(
                        answer.headers["Location"].endswith("/payment/status")
                    )

    def test_a_callback_neither_reads_nor_saves_a_session(self):
        """R-11: the payer's own session survives the cross-site post."""
        self.opener.cookies.clear()
        for kind in const.CALLBACK_PATHS:
            answer = self.call(kind, self.fields_for(self.tx))
            self.assertNotIn("Set-Cookie", answer.headers)

    def test_get_and_head_change_nothing(self):
        """X-09: a reload, a scanner, a portal's test hit."""
        query = {"params": self.fields_for(self.tx)}
        for kind in const.CALLBACK_PATHS:
            for method in ("GET", "HEAD"):
                with self.subTest(kind=kind, method=method):
                    answer = self.call(kind, method=method, **query)
                    self.assertIn(answer.status_code, (200, 303))
        self.assertNotPaid(self.tx)
        self.assertEqual(self.tx.state, "draft")
        self.assertFalse(self.env["sagepay.notice"].search([]))
        self.assertFalse(self.gateway.asked)

    def test_an_empty_post_changes_nothing(self):
        """X-09"""
        for kind in const.CALLBACK_PATHS:
            with self.subTest(kind=kind):
                self.assertIn(self.call(kind, "").status_code, (200, 303))
        self.assertFalse(self.env["sagepay.notice"].search([]))
        self.assertEqual(self.tx.state, "draft")

    def test_other_methods_are_refused(self):
        """X-09"""
        for method in ("PUT", "DELETE", "PATCH"):
            with self.subTest(method=method):
                answer = self.call("notify", self.fields_for(self.tx), method)
                self.assertEqual(answer.status_code, 405)
        self.assertEqual(self.tx.state, "draft")

    def test_an_unknown_reference_is_acknowledged_and_kept(self):
        """N-12: nothing to look up, nothing changed, listed for a person."""
        answer = self.call("notify", self.fields_for(self.tx, Reference="NOT-OURS-1"))
        self.assertEqual((answer.status_code, answer.content), (200, b"OK"))
        notice = self.last_notice()
        self.assertEqual(notice.outcome, "unknown_reference")
        self.assertTrue(notice.needs_attention)
        self.assertFalse(notice.company_id)
        self.assertFalse(self.gateway.asked)
        self.assertEqual(self.tx.state, "draft")

    def test_a_payment_that_was_deleted_is_an_unknown_reference(self):
        """N-12: also between the notice and the look-up."""
        fields = self.fields_for(self.tx)
        self.tx.unlink()
        self.assertEqual(self.call("notify", fields).content, b"OK")
        self.assertEqual(self.last_notice().outcome, "unknown_reference")

    def test_a_payment_of_another_provider_is_not_touched(self):
        """N-13"""
        other = self._create_transaction(
            "redirect",
            provider_id=self.dummy_provider.id,
            payment_method_id=self.pm_unknown.id,
            reference="OTHER-1",
            amount=100.0,
        )
        other.flush_recordset()
        self.env.cr.execute(
            "SELECT * FROM payment_transaction WHERE id = %s", [other.id]
        )
        before = self.env.cr.fetchall()
        self.gateway.knows("9.9", "OTHER-1")
        answer = self.call("notify", self.fields_for(other, trace="9.9"))
        self.assertEqual(answer.content, b"OK")
        self.env.cr.execute(
            "SELECT * FROM payment_transaction WHERE id = %s", [other.id]
        )
        self.assertEqual(self.env.cr.fetchall(), before)
        notice = self.last_notice()
        self.assertEqual(notice.outcome, "other_provider")
        self.assertFalse(notice.transaction_id)

    def test_a_look_up_under_way_leaves_the_next_one_to_the_schedule(self):
        """G-11: half of the workers at most while somebody waits for our answer."""
        with inline_place.place(self.env.cr.dbname) as free:
            self.assertTrue(free)
            answer = self.call("notify", self.fields_for(self.tx))
        self.assertEqual(answer.content, b"OK")
        self.assertFalse(self.gateway.asked)
        notice = self.last_notice()
        self.assertEqual(notice.outcome, "waiting")
        self.assertLessEqual(notice.next_check_at, fields.Datetime.now())
        cron = self.env.ref("payment_sagepay.cron_recheck_notices")
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))
        self.run_scheduled()
        self.assertPaidOnce(self.tx)
