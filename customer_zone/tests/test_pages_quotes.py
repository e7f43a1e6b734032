import base64

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.customer_zone.controllers.page.formats import Formats
from odoo.addons.customer_zone.controllers.quotes.status import read_status

from .quotes_common import ZoneQuotesCommon

CANARY = "<img src=x onerror=alert(1)>{{7*7}}<t t-out='1'/>${7*7}"


@tagged("post_install", "-at_install")
class TestPagesQuotes(ZoneQuotesCommon):
    def setUp(self):
        super().setUp()
        self.base = self._enter()

    def test_what_was_never_sent_is_never_shown(self):
        """A-11: drafts, also cancelled in the back office, are no pages."""
        draft = self._quote(state="draft")
        dropped = self._quote(state="draft")
        dropped._action_cancel()
        page = self._get(f"{self.base}/quotes")
        for order in draft | dropped:
            self.assertNotIn(order.name, page.text)
            for path in ("", "/pdf", "/print", "/pay"):
                address = f"{self._page_of(self.base, order)}{path}"
                self.assertEqual(self._get(address).status_code, 404)
            self.assertEqual(self._accept(self.base, order).status_code, 404)

    def test_last_day_is_counted_by_the_customers_calendar(self):
        """The first hours of a day in Johannesburg are the day before in UTC."""
        self.quote.validity_date = "2027-03-10"
        env = self.quote.with_context(tz="Africa/Johannesburg").env
        for moment, headline in (
            ("2027-03-08 22:30:00", "Open until tomorrow"),
            ("2027-03-09 21:30:00", "Open until tomorrow"),
            ("2027-03-09 22:30:00", "Open until today"),
            ("2027-03-10 21:30:00", "Open until today"),
            # Core lets it be accepted until the day is over in UTC.
            ("2027-03-10 22:30:00", "Open until today"),
            ("2027-03-11 00:30:00", "Expired Mar 10, 2027"),
        ):
            with freeze_time(moment), self.subTest(moment):
                self.quote.invalidate_recordset(["is_expired"])
                formats = Formats(env, self.company.currency_id)
                status = read_status(self.quote.with_env(env), formats)
                self.assertEqual(status.headline, headline)

    def test_foreign_and_missing_quotes_get_the_same_bytes(self):
        """A-02: somebody else's quote is as if it did not exist."""
        foreign = self._quote(self.other_customer)
        missing = foreign.id + 99
        for path in ("", "/print", "/pdf", "/pay"):
            answers = [
                self._get(f"{self.base}/quotes/{number}{path}")
                for number in (foreign.id, missing, 2**31, 2**70)
            ]
            self.assertEqual({one.status_code for one in answers}, {404}, path)
            self.assertEqual(len(set(map(self._settle, answers))), 1, path)
        for act in (self._accept, self._decline):
            self.assertEqual(act(self.base, foreign).status_code, 404)
        self.assertEqual(foreign.state, "sent")

    def test_quote_page_shows_the_offer_and_no_token(self):
        token = self.quote._portal_ensure_token()
        self.quote.client_order_ref = "PO 4711"
        for path in ("", "/print"):
            text = self._get(f"{self._page_of(self.base, self.quote)}{path}").text
            for word in ("Reception desk", "1,000.00", "PO 4711", "Valid until"):
                self.assertIn(word, text)
            self.assertNotIn(token, text)
            self.assertNotIn("access_token", text)
        page = self._get(self._page_of(self.base, self.quote)).text
        self.assertIn("Accept and sign", page)
        self.assertIn("Decline this quote", page)

    def test_signature_accepts_the_quote_and_confirms_it(self):
        """A-17: one press of a form of ours; the order, its mail and its signature."""
        answer = self._accept(self.base, self.quote)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.quote.state, "sale")
        self.assertEqual(self.quote.signed_by, "Thandi Acacia")
        picture = base64.b64decode(self.quote.signature)
        self.assertTrue(picture.startswith(b"\x89PNG"))
        message = self.quote.message_ids.filtered(
            lambda one: "Order signed by" in (one.body or "")
        )
        self.assertEqual(message.author_id, self.contact)
        self.assertIn(self.seller.partner_id, message.notified_partner_ids)
        self.assertEqual(message.attachment_ids.name, f"{self.quote.name}.pdf")
        event = self.env["customer.zone.event"].search([("kind", "=", "accept")])
        self.assertEqual(event.order_id, self.quote)
        page = self._get(self._page_of(self.base, self.quote)).text
        self.assertIn("by Thandi Acacia", page)
        self.assertNotIn("Decline this quote", page)
        again = self._accept(self.base, self.quote)
        self.assertEqual(again.status_code, 409)
        self.assertIn("This quote has been accepted", again.text)

    def test_signature_needs_a_name_and_the_form_of_the_page(self):
        """A-17: refused without token and without a real name; nothing changed."""
        for name in ("", " ", "x", "y" * 101, "a\x00b"):
            page = self._accept(self.base, self.quote, name=name)
            self.assertIn(page.status_code, (400, 422), repr(name))
        page = self._post(
            f"{self._page_of(self.base, self.quote)}/accept",
            csrf=False,
            name="Thandi Acacia",
            version=self.quote._zone_version(),
        )
        self.assertEqual(page.status_code, 400)
        self.assertEqual(self.quote.state, "sent")
        self.assertFalse(self.quote.signature)

    def test_looking_never_answers(self):
        """A-17: the answers exist as forms only."""
        for path in ("accept", "decline", "again", "message"):
            answer = self._get(f"{self._page_of(self.base, self.quote)}/{path}")
            self.assertIn(answer.status_code, (404, 405), path)
        self.assertEqual(self.quote.state, "sent")

    def test_quote_that_changed_meanwhile_is_not_accepted(self):
        version = self.quote._zone_version()
        self.quote.order_line.price_unit = 2000.0
        for act in (self._accept, self._decline):
            page = act(self.base, self.quote, version=version)
            self.assertEqual(page.status_code, 409)
            self.assertIn("The quote has changed", page.text)
        self.assertEqual(self.quote.state, "sent")

    def test_every_open_quote_can_be_declined_with_a_reason(self):
        plain = self._quote(require_signature=False)
        paid = self._quote(require_signature=False, require_payment=True)
        for order in self.quote | plain | paid:
            page = self._decline(self.base, order, reason="  ")
            self.assertEqual(page.status_code, 422)
            self.assertEqual(order.state, "sent")
            answer = self._decline(self.base, order, reason=CANARY)
            self.assertEqual(answer.status_code, 303)
            self.assertEqual(order.state, "cancel")
            self.assertEqual(order.customer_zone_decline_reason, CANARY)
            message = order.message_ids.filtered(
                lambda one: one.author_id == self.contact
            )
            self.assertIn(self.seller.partner_id, message.notified_partner_ids)
            self.assertEqual(self._decline(self.base, order).status_code, 409)

    def test_words_of_the_customer_are_text_everywhere(self):
        """X-04, X-05: nothing typed becomes an element, here or in the thread."""
        self.customer.name = self.quote.client_order_ref = CANARY
        self.quote.order_line.name = CANARY
        self._decline(self.base, self.quote, reason=CANARY)
        message = self.quote.message_ids.filtered(
            lambda one: one.author_id == self.contact
        )
        self.assertNotIn("<img", message.body)
        for path in ("quotes", f"quotes/{self.quote.id}"):
            text = self._get(f"{self.base}/{path}").text
            self.assertNotIn("<img src=x", text)
            self.assertIn("{{7*7}}", text)

    def test_expired_quote_can_be_asked_for_again_and_nothing_else(self):
        old = self._expired()
        page = self._get(self._page_of(self.base, old)).text
        self.assertIn("This quote has expired", page)
        self.assertNotIn("Accept and sign", page)
        self.assertEqual(self._accept(self.base, old).status_code, 409)
        self.assertEqual(self._decline(self.base, old).status_code, 409)
        address = f"{self._page_of(self.base, old)}/again"
        answer = self._post(address, csrf=f"{self.base}/quotes")
        self.assertEqual(answer.status_code, 303)
        message = old.message_ids.filtered(lambda one: one.author_id == self.contact)
        self.assertIn("Please send it to me again", message.body)
        self.assertIn(self.seller.partner_id, message.notified_partner_ids)
        self.assertEqual(old.state, "sent")
        fresh = f"{self._page_of(self.base, self.quote)}/again"
        self.assertEqual(self._post(fresh, csrf=f"{self.base}/quotes").status_code, 409)

    def test_order_core_cannot_confirm_stays_a_quote(self):
        """The signature is taken back with everything else."""

        def refuse(_self):
            raise UserError(_self.env._("A line has no product"))

        self.patch(type(self.env["sale.order"]), "_validate_order", refuse)
        with mute_logger("odoo.addons.customer_zone.controllers.quotes.routes_answer"):
            page = self._accept(self.base, self.quote)
        self.assertEqual(page.status_code, 409)
        self.assertIn("We could not take your answer here", page.text)
        self.assertNotIn("has no product", page.text)
        self.assertFalse(self.quote.signature)

    def test_quote_without_signature_or_payment_is_accepted_by_message(self):
        plain = self._quote(require_signature=False)
        page = self._get(self._page_of(self.base, plain)).text
        self.assertIn("that you accept, and we confirm it", page)
        self.assertEqual(self._accept(self.base, plain).status_code, 409)
        self.assertEqual(plain.state, "sent")

    def test_pdf_is_the_report_and_counts_as_a_view(self):
        answer = self._get(f"{self._page_of(self.base, self.quote)}/pdf")
        self.assertEqual(answer.status_code, 200)
        disposition = answer.headers["Content-Disposition"]
        self.assertIn(f"{self.quote.name}.pdf", disposition)
        event = self.env["customer.zone.event"].search([("kind", "=", "pdf")])
        self.assertEqual(event.order_id, self.quote)

    def test_view_is_noted_once_a_day_and_never_for_staff(self):
        form = {"document": f"quote-{self.quote.id}"}
        for _time in range(2):
            answer = self._post(f"{self.base}/seen", csrf=f"{self.base}/quotes", **form)
            self.assertEqual(answer.status_code, 204)
        views = self.env["customer.zone.event"].search([("kind", "=", "view")])
        self.assertEqual(views.order_id, self.quote)
        self.assertEqual(len(views), 2)
        notes = self.quote.message_ids.filtered(
            lambda one: "Quotation viewed" in (one.body or "")
        )
        self.assertEqual(len(notes), 1)
        self.assertTrue(notes.subtype_id.internal)
