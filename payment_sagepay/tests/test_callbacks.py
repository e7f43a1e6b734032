from contextlib import contextmanager
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .. import const, intake
from .common import TRACE, SagepayCommon

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
SERVER = {"Accept": "*/*"}
INTAKE_LOG = "odoo.addons.payment_sagepay.intake"
CONTROLLER_LOG = "odoo.addons.payment_sagepay.controllers.main"


@tagged("post_install", "-at_install")
class TestCallbacks(SagepayCommon, HttpCase):
    """The four addresses as the gateway, a browser and a stranger meet them."""

    def setUp(self):
        super().setUp()
        self.invoice = self.make_invoice(100.0)
        self.tx = self.make_tx(self.invoice)
        self.gateway.knows(TRACE, self.tx.reference)

    @contextmanager
    def test_cursors(self):
        """The server of these tests uses the test's cursor already."""
        self.env.flush_all()
        yield
        self.env.invalidate_all()

    def call(self, kind, data=None, method="POST", headers=SERVER, **kwargs):
        """Return the answer of one address, redirects not followed."""
        self.env.flush_all()
        answer = self.opener.request(
            method,
            self.base_url() + const.CALLBACK_PATHS[kind],
            data=data,
            headers=headers,
            allow_redirects=False,
            timeout=30,
            **kwargs,
        )
        self.env.invalidate_all()
        return answer

    def test_notify_is_acknowledged_with_ok_and_pays(self):
        """The gateway's server gets 200, plain text, the fixed word."""
        answer = self.call("notify", self.fields_for(self.tx))
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.content, b"OK")
        self.assertTrue(answer.headers["Content-Type"].startswith("text/plain"))
        self.assertPaidOnce(self.tx)
        self.assertEqual(self.invoice.amount_residual, 0.0)

    def test_every_address_does_the_same_work(self):
        """R-16: merchants enter one address in all four boxes."""
        for number, kind in enumerate(const.CALLBACK_PATHS):
            with self.subTest(kind=kind):
                tx = self.make_tx(self.make_invoice(100.0))
                self.gateway.knows(f"8.{number}", tx.reference)
                self.call(kind, self.fields_for(tx, trace=f"8.{number}"))
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
                    self.assertTrue(answer.headers["Location"].endswith("/payment/status"))

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
        """X-09: also a body that is no form."""
        for kind in const.CALLBACK_PATHS:
            with self.subTest(kind=kind):
                self.assertIn(self.call(kind, "").status_code, (200, 303))
        headers = {**SERVER, "Content-Type": "text/xml"}
        self.call("notify", "<paid>true</paid>", headers=headers)
        self.assertFalse(self.env["sagepay.notice"].search([]))
        self.assertEqual(self.tx.state, "draft")

    def test_other_methods_are_refused(self):
        """X-09"""
        for method in ("PUT", "DELETE", "PATCH"):
            with self.subTest(method=method):
                answer = self.call("notify", self.fields_for(self.tx), method)
                self.assertEqual(answer.status_code, 405)
        self.assertEqual(self.tx.state, "draft")

    @mute_logger("odoo.http")
    def test_a_body_larger_than_any_notice_is_refused(self):
        """X-01: refused by its announced size."""
        fields = self.fields_for(self.tx, Extra1="x" * (const.MAX_CALLBACK_BYTES + 1))
        answer = self.call("notify", fields)
        self.assertEqual(answer.status_code, 413)
        self.assertFalse(self.env["sagepay.notice"].search([]))
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

    def test_odd_spellings_of_accepted_never_break_the_address(self):
        """N-19: absent, twice, as array; the answer of the gateway decides."""
        spellings = [
            [],
            [("TransactionAccepted", "1")],
            [("TransactionAccepted", "yes")],
            [("TransactionAccepted", "TRUE ")],
            [("TransactionAccepted", "false"), ("TransactionAccepted", "true")],
            [("TransactionAccepted[]", "true")],
        ]
        self.gateway.knows(TRACE, self.tx.reference, accepted=False, reason="Declined")
        for pairs in spellings:
            with self.subTest(pairs=pairs):
                answer = self.call(
                    "notify",
                    [("RequestTrace", TRACE), ("Reference", self.tx.reference), *pairs],
                )
                self.assertEqual((answer.status_code, answer.content), (200, b"OK"))
                self.assertNotPaid(self.tx)

    def test_hostile_values_are_stored_as_one_harmless_line(self):
        """X-11, X-13: control characters, broken UTF-8, names that are words of code."""
        values = ["a\x00b", "a\r\nSet-Cookie: x=1", "\x1b[2J", "%", "{{ 7*7 }}", "\udcff"]
        for value in values:
            with self.subTest(value=value):
                raw = value.encode("utf-8", "surrogateescape")
                answer = self.call("notify", {"Reference": raw, "RequestTrace": raw})
                self.assertEqual((answer.status_code, answer.content), (200, b"OK"))
                stored = self.last_notice()
                for text in (stored.reference, stored.trace, stored.posted_reason):
                    self.assertNotRegex(text or "", r"[\x00-\x1f\x7f]")

    @mute_logger(CONTROLLER_LOG)
    def test_a_notice_that_could_not_be_stored_is_answered_without_a_word(self):
        """X-12: empty 503 to the server, the status page to a browser."""
        canary = "password=CANARY"

        def broken(*args):
            raise RuntimeError(canary)

        with patch.object(intake, "take_in", broken):
            answer = self.call("notify", self.fields_for(self.tx))
            self.assertEqual((answer.status_code, answer.content), (503, b""))
            answer = self.call("accept", self.fields_for(self.tx), headers=BROWSER)
            self.assertEqual(answer.status_code, 303)
            self.assertNotIn("CANARY", answer.text + str(answer.headers))

    @mute_logger(INTAKE_LOG)
    def test_an_error_after_storing_is_acknowledged_and_healed_later(self):
        """X-12, I6: the word OK, evidence with the failure, a next try."""
        model = self.env.registry["payment.transaction"]
        with patch.object(model, "_sagepay_follow", side_effect=RuntimeError("CANARY")):
            answer = self.call("notify", self.fields_for(self.tx))
        self.assertEqual((answer.status_code, answer.content), (200, b"OK"))
        notice = self.last_notice()
        self.assertEqual(self.tx.state, "draft")
        self.assertEqual(notice.outcome, "waiting")
        self.assertIn("RuntimeError", notice.failure)
        self.assertTrue(notice.next_check_at)
        intake.process(self.env.registry, notice.id, 2)
        self.env.invalidate_all()
        self.assertPaidOnce(self.tx)

    def test_nothing_posted_comes_back_in_an_answer(self):
        """X-12: the answer is the same for truth, lies and nonsense."""
        for fields in (
            self.fields_for(self.tx),
            self.fields_for(self.tx, Reference="<script>CANARY</script>"),
            {"CANARY": "CANARY"},
        ):
            answer = self.call("notify", fields)
            self.assertEqual(answer.content, b"OK")
            self.assertNotIn("CANARY", str(answer.headers))

    def test_card_data_is_dropped_before_it_is_stored(self):
        """O-01: card number, mask, token, holder and expiry."""
        card = {
            "ccToken": "0f8fad5b-d9cb-469f-a165-70867728950e",
            "ccHolder": "T HOLDERCANARY",
            "ccMasked": "4483 XXXX XXXX 9809",
            "ccExpiry": "122031",
            "Extra2": "4111 1111 1111 1111",
        }
        self.call("accept", self.fields_for(self.tx, **card))
        self.assertPaidOnce(self.tx)
        self.env.cr.execute(
            "SELECT row_to_json(n)::text FROM sagepay_notice n UNION ALL "
            "SELECT row_to_json(t)::text FROM payment_transaction t"
        )
        everything = "".join(row[0] for row in self.env.cr.fetchall())
        for value in ("0f8fad5b", "HOLDERCANARY", "4483", "9809", "122031", "4111"):
            self.assertNotIn(value, everything)

    def test_the_service_key_reaches_no_notice(self):
        """O-03: even if somebody posts it."""
        key = self.sagepay.sagepay_service_key
        self.call("notify", self.fields_for(self.tx, m1=key, Extra3=key))
        notice = self.last_notice()
        self.assertNotIn(key, notice.posted)
        self.assertPaidOnce(self.tx)

    def test_what_is_logged_is_one_line_without_posted_words(self):
        """X-13: a failure names our own row, never what somebody sent."""
        model = self.env.registry["payment.transaction"]
        with (
            self.assertLogs(INTAKE_LOG, "ERROR") as logs,
            patch.object(model, "_sagepay_follow", side_effect=RuntimeError("x")),
        ):
            self.call("notify", self.fields_for(self.tx, Reason="CANARY\nforged line"))
        self.assertEqual(len(logs.records), 1)
        self.assertNotIn("CANARY", logs.records[0].getMessage())
        self.assertNotIn("\n", logs.records[0].getMessage())

    def test_a_look_up_under_way_leaves_the_next_one_to_the_schedule(self):
        """G-11: one at a time per process while somebody waits for our answer."""
        with intake._inline_slot:
            answer = self.call("notify", self.fields_for(self.tx))
        self.assertEqual(answer.content, b"OK")
        self.assertFalse(self.gateway.asked)
        notice = self.last_notice()
        self.assertEqual(notice.outcome, "waiting")
        self.assertLessEqual(notice.next_check_at, fields.Datetime.now())
        cron = self.env.ref("payment_sagepay.cron_recheck_notices")
        self.assertTrue(
            self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        )
        self.run_scheduled()
        self.assertPaidOnce(self.tx)
