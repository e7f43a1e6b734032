import itertools
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import const, intake
from .common import TRACE
from .http_common import BROWSER, CONTROLLER_LOG, INTAKE_LOG, CallbackCommon


@tagged("post_install", "-at_install")
class TestHostileCallbacks(CallbackCommon):
    """The four addresses as a stranger meets them, and as failures do."""

    @mute_logger("odoo.http")
    def test_a_body_larger_than_any_notice_is_refused(self):
        """X-01: refused by its announced size."""
        fields = self.fields_for(self.tx, Extra1="x" * (const.MAX_CALLBACK_BYTES + 1))
        answer = self.call("notify", fields)
        self.assertEqual(answer.status_code, 413)
        self.assertFalse(self.env["sagepay.notice"].search([]))
        self.assertEqual(self.tx.state, "draft")

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
        """X-11, X-13: control characters, broken UTF-8, template syntax."""
        values = [
            "a\x00b",
            "a\r\nSet-Cookie: x=1",
            "\x1b[2J",
            "%",
            "{{ 7*7 }}",
            "\udcff",
        ]
        for value in values:
            with self.subTest(value=value):
                raw = value.encode("utf-8", "surrogateescape")
                answer = self.call("notify", {"Reference": raw, "RequestTrace": raw})
                self.assertEqual((answer.status_code, answer.content), (200, b"OK"))
                stored = self.last_notice()
                for text in (stored.reference, stored.trace, stored.posted_reason):
                    self.assertNotRegex(text or "", r"[\x00-\x1f\x7f]")

    def test_no_name_of_a_field_can_break_an_address(self):
        """X-11: also those that are names of arguments in a program.

        However the address is written.
        """
        names = (
            "self cls args kwargs kind pairs endpoint request params _posted "
            "csrf_token session_id db debug lang __class__ Reference[self] %s {0} "
            "env provider provider_id tx tx_id reference data context method headers"
        ).split()
        for kind, tail in itertools.product(const.CALLBACK_PATHS, ("", "/")):
            for name in names:
                with self.subTest(kind=kind, tail=tail, name=name):
                    answer = self.call(kind, {name: "1"}, params={name: "2"}, tail=tail)
                    self.assertIn(answer.status_code, (200, 303))
            query = dict.fromkeys(names, "1")
            answer = self.call(kind, method="GET", params=query, tail=tail)
            self.assertIn(answer.status_code, (200, 303))
        fields = {**self.fields_for(self.tx), "self": "x"}
        answer = self.call("notify", fields, tail="/")
        self.assertEqual(answer.content, b"OK")
        self.assertPaidOnce(self.tx)

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
