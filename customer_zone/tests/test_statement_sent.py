from datetime import timedelta

from odoo.tests import tagged

from ..report.delivery import Delivery
from ..statement import Ask, Kind
from .statement_page_common import StatementPageCommon

PDF = b"%PDF-1.4 as it was sent"


@tagged("post_install", "-at_install")
class TestStatementSent(StatementPageCommon):
    """Customers read again what they were sent, as it was."""

    def setUp(self):
        super().setUp()
        statements = type(self.env["customer.zone.statement"])
        self.patch(statements, "_zone_statement_pdf", lambda *_arguments: PDF)
        self.day = self.today - timedelta(days=30)
        self.sent = self._deliver(self.customer)

    def _deliver(self, customer, **values):
        statements = self.env["customer.zone.statement"]
        _mail, sent = statements._zone_statement_deliver(
            Delivery(
                customer=customer,
                company=self.company,
                recipient=customer,
                ask=Ask(Kind.OPEN, self.day),
                how="schedule",
                **values,
            )
        )
        return sent

    def test_the_page_lists_what_was_sent_and_hands_out_the_file(self):
        page = self._get(f"{self.path}/sent")
        words = self._words(page)
        self.assertIn("What is owed", words)
        self.assertIn(self.customer.email, words)
        self.assertIn("400.00", words)
        answer = self._get(f"{self.path}/sent/{self.sent.id}")
        self.assertEqual(answer.content, PDF)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn(str(self.day), answer.headers["Content-Disposition"])
        self.assertIn(f"{self.path}/sent", self._get(self.path).text)

    def test_what_was_sent_stays_as_it_was(self):
        """F13: a later credit changes today's statement and not the one sent."""
        self._invoice(
            self.customer, 100.0, move_type="out_refund", invoice_date=self.day
        )
        self.assertIn("400.00", self._words(self._get(f"{self.path}/sent")))
        self.assertEqual(self._get(f"{self.path}/sent/{self.sent.id}").content, PDF)

    def test_statements_of_others_and_without_a_file_are_not_there(self):
        foreign = self._deliver(self.other_customer)
        bare = self._deliver(self.customer, with_pdf=False)
        for number in (foreign.id, bare.id, 2**31 - 2, 2**40):
            answer = self._get(f"{self.path}/sent/{number}")
            self.assertEqual(answer.status_code, 404)
        words = self._words(self._get(f"{self.path}/sent"))
        self.assertNotIn(self.other_customer.email, words)
        self.assertIn("sent as a link", words)
        page = self._get(f"{self.path}/sent")
        self.assertIn(f'href="{self.path}?to={self.day}"', page.text)

    def test_who_sees_no_account_sees_none_of_them(self):
        self.contact.customer_zone_scope = "own"
        for path in (f"{self.path}/sent", f"{self.path}/sent/{self.sent.id}"):
            self.assertEqual(self._get(path).status_code, 404)
        self.contact.customer_zone_scope = "all"
        self.company.customer_zone_mode = "documents"
        for path in (f"{self.path}/sent", f"{self.path}/sent/{self.sent.id}"):
            self.assertEqual(self._get(path).status_code, 404)

    def test_link_previews_learn_nothing(self):
        answer = self._get(f"{self.path}/sent/{self.sent.id}", method="HEAD")
        self.assertEqual(answer.status_code, 200)
        self.assertFalse(answer.content)

    def test_what_is_asked_for_in_the_zone_is_kept_too(self):
        self._post(f"{self.path}/email", csrf=self.path)
        kept = self.env["customer.zone.statement.sent"].sudo().search([], limit=1)
        self.assertEqual(kept.how, "zone")
        self.assertFalse(kept.sent_by_id)
        self.assertEqual(kept.recipient_id, self.contact)
        self.assertEqual(kept.attachment_id.raw, PDF)

    def test_the_link_in_the_mail_opens_the_same_dates(self):
        """What a mail said of a day is what its link shows on every later day."""
        month = self.day.replace(day=1)
        for ask, query in (
            (Ask(Kind.OPEN, self.day), f"?to={self.day}"),
            (
                Ask(Kind.ACTIVITY, self.day, month),
                f"?kind=activity&from={month}&to={self.day}",
            ),
            (Ask(Kind.ACTIVITY, self.day), f"?kind=activity&from=&to={self.day}"),
        ):
            with self.subTest(query=query):
                url = self.env["customer.zone.statement"]._zone_statement_url(
                    self.customer, self.company, self.contact, ask
                )
                path = url.partition("/zone/l/")[2]
                answer = self._get(f"/zone/l/{path}")
                location = answer.headers["Location"]
                self.assertTrue(location.endswith(f"/statement{query}"), location)
                self.assertEqual(self._get(location).status_code, 200)

    def test_a_past_day_says_so_and_leads_to_today(self):
        self.assertNotIn("how it stood on", self._words(self._get(self.path)))
        page = self._get(f"{self.path}?to={self.day - timedelta(days=1)}")
        self.assertIn("This is how it stood on", self._words(page))
        self.assertIn("See and pay what is open today", self._words(page))

    def test_a_link_to_the_statement_opens_the_statement(self):
        link = self._link(self.contact)
        token = link._zone_url_of("statement").rpartition("/zone/l/")[2]
        answer = self._get(f"/zone/l/{token}")
        self.assertTrue(answer.headers["Location"].endswith(f"/{link.id}/statement"))
