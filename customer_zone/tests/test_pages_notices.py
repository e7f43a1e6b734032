from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..controllers.thread.routes import MOST_MESSAGES
from ..models.sending.account_move_notice import EFT_TYPE, QUERY_TYPE
from .pages_common import ZonePagesCommon

CANARY = "<img src=x onerror=alert(1)>{{7*7}}"


@tagged("post_install", "-at_install")
class TestPagesNotices(ZonePagesCommon):
    """What a customer tells about an invoice: news for a person, never money."""

    def setUp(self):
        super().setUp()
        self.base = self._enter()
        self.page = f"{self.base}/invoices/{self.invoice.id}"

    def _tell(self, what, **form):
        address = f"{self.page}/{what}"
        return self._post(address, csrf=address, **form)

    def _told_paid(self, **changes):
        form = {
            "date": fields.Date.today().isoformat(),
            "amount": "1,000.00",
            "reference": "EFT 4711",
        }
        return self._tell("paid", **{**form, **changes})

    def _query(self, **changes):
        form = {"reason": "price", "text": "We agreed on R 900."}
        return self._tell("query", **{**form, **changes})

    def _activities(self, type_xmlid):
        kind = self.env.ref(type_xmlid)
        return self.invoice.activity_ids.filtered(
            lambda one: one.activity_type_id == kind
        )

    def test_announced_eft_is_told_to_a_person_and_changes_no_money(self):
        """E5: a message, something to do, and the books as they were."""
        entries = self.env["account.move.line"].search_count([])
        answer = self._told_paid()
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.invoice.payment_state, "not_paid")
        self.assertEqual(self.invoice.amount_residual, 1000.0)
        self.assertEqual(self.env["account.move.line"].search_count([]), entries)
        self.assertFalse(self._payments(self.invoice))
        activity = self._activities(EFT_TYPE)
        self.assertEqual(len(activity), 1)
        self.assertTrue(activity.user_id._is_internal())
        self.assertIn("EFT 4711", activity.note)
        message = self.invoice.message_ids.filtered(
            lambda one: one.author_id == self.contact
        )
        self.assertIn("1,000.00", message.body)
        text = self._get(self.page).text
        self.assertIn("Paid by EFT, says the customer", text)
        self.assertIn("Pay Now", text)

    def test_form_proposes_what_the_invoice_asks_for(self):
        text = self._get(f"{self.page}/paid").text
        self.assertIn('value="1000.00"', text)
        self.assertIn(f'value="{fields.Date.today()}"', text)
        self.assertIn(self.invoice.payment_reference, text)

    def test_odd_amounts_dates_and_references_come_back_with_what_was_typed(self):
        """X-14: nothing but a plain amount, a day gone by and printable text."""
        today = fields.Date.today()
        wrong = [
            {"amount": text} for text in ("", "0", "-5", "1e3", "NaN", "1.005", "x")
        ]
        wrong += [
            {"date": text}
            for text in ("", "2026-13-40", str(today + timedelta(days=1)), "1990-01-01")
        ]
        wrong += [{"reference": "x" * 101}, {"reference": "a\x00b"}]
        for change in wrong:
            answer = self._told_paid(**change)
            self.assertEqual(answer.status_code, 422, change)
            self.assertIn('role="alert"', answer.text)
        self.assertIn('value="1,000.00"', answer.text)
        self.assertFalse(self._activities(EFT_TYPE))

    def test_paid_invoice_takes_no_announcement(self):
        address = f"{self.page}/paid"
        csrf = self._get_csrf(self._get(self.page))
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        wizard.create({})._create_payments()
        self.assertEqual(self._get(address).status_code, 404)
        form = {"csrf_token": csrf, "amount": "1", "date": str(fields.Date.today())}
        self.assertEqual(self._send(address, form).status_code, 404)
        self.assertNotIn("I have paid by EFT", self._get(self.page).text)

    def test_query_is_a_labelled_message_and_something_to_answer(self):
        """B14: the seller is asked, both sides see it until it is answered."""
        answer = self._query()
        self.assertEqual(answer.status_code, 303)
        activity = self._activities(QUERY_TYPE)
        self.assertIn("The price or discount is not what we agreed", activity.note)
        self.assertIn("We agreed on R 900.", activity.note)
        for path in (self.page, f"{self.base}/invoices"):
            self.assertIn("In query", self._get(path).text, path)
        self.assertEqual(self.invoice._zone_in_query(), self.invoice)
        moves = self.env["account.move"]
        view = self.env.ref("customer_zone.view_account_invoice_filter_notices")
        self.assertIn("customer_zone_in_query", view.arch)
        waiting = [("activity_ids.activity_type_id", "=", activity.activity_type_id.id)]
        self.assertEqual(moves.search(waiting), self.invoice)
        activity.action_feedback(feedback="Corrected.")
        self.assertFalse(moves.search(waiting))
        for path in (self.page, f"{self.base}/invoices"):
            self.assertNotIn("In query", self._get(path).text, path)
        self.assertFalse(self.invoice._zone_in_query())

    def test_query_needs_a_reason_and_a_text(self):
        for change in ({"reason": "nonsense"}, {"text": " "}, {"text": "x" * 2001}):
            self.assertEqual(self._query(**change).status_code, 422, change)
        answer = self._query(reason="")
        self.assertIn("We agreed on R 900.", answer.text)
        self.assertFalse(self._activities(QUERY_TYPE))

    def test_what_was_typed_is_text_everywhere(self):
        """X-05: on the page, in the thread and in the activity."""
        self._query(text=CANARY)
        message = self.invoice.message_ids.filtered(
            lambda one: one.author_id == self.contact
        )
        for html in (message.body, self._activities(QUERY_TYPE).note):
            self.assertNotIn("<img", html)
            self.assertIn("&lt;img", html)
        page = self._get(self.page).text
        self.assertNotIn("<img src=x", page)
        self.assertIn("&lt;img src=x", page)

    def test_foreign_and_missing_invoices_take_nothing(self):
        """A-02: as if they did not exist."""
        foreign = self._invoice(self.other_customer)
        csrf = self._get_csrf(self._get(self.page))
        for what in ("paid", "query"):
            answers = []
            for number in (foreign.id, foreign.id + 99):
                address = f"{self.base}/invoices/{number}/{what}"
                answers.append(self._get(address))
                self.assertEqual(
                    self._send(address, {"csrf_token": csrf}).status_code, 404
                )
            self.assertEqual({one.status_code for one in answers}, {404})
            self.assertEqual(len(set(map(self._settle, answers))), 1)
        self.assertFalse(foreign.activity_ids)

    def test_crafted_form_tells_nothing(self):
        """A-17: without the form of the page nothing is sent."""
        form = {"reason": "price", "text": "forged"}
        self.assertEqual(self._send(f"{self.page}/query", form).status_code, 400)
        self.assertFalse(self.invoice.activity_ids)

    def test_nobody_floods_the_seller(self):
        for _number in range(MOST_MESSAGES):
            self.assertEqual(self._query().status_code, 303)
        answer = self._told_paid()
        self.assertEqual(answer.status_code, 429)
        self.assertIn('value="EFT 4711"', answer.text)
        self.assertFalse(self._activities(EFT_TYPE))
