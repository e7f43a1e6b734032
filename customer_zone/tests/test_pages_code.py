import re
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..models.link import customer_zone_code
from .pages_common import ZonePagesCommon

CODE = re.compile(r"\b\d{6}\b")


@tagged("post_install", "-at_install")
class TestPagesCode(ZonePagesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_zone_ask_code = True
        cls.other_invoice = cls._invoice(cls.customer)

    def setUp(self):
        super().setUp()
        self.link = self._link(self.contact)
        self.base = self._enter(self.link, self.invoice)
        self.page = f"{self.base}/invoices/{self.invoice.id}"

    def _mails(self):
        return self.env["mail.mail"].sudo().search([], order="id desc")

    def _ask(self):
        """Have a code sent and return it as the recipient reads it."""
        before = self._mails()
        answer = self._post(f"{self.base}/code/send", csrf=self.page)
        self.assertEqual(answer.status_code, 303)
        mail = self._mails() - before
        self.assertEqual(len(mail), 1)
        return CODE.search(mail.body_html).group()

    def _type(self, code, **form):
        return self._post(f"{self.base}/code", csrf=self.page, code=code, **form)

    def test_forwarded_link_opens_one_document_and_asks_for_a_code(self):
        """W-1: who holds the e-mail sees the invoice; the rest needs the mailbox."""
        page = self._get(self.page)
        self.assertEqual(page.status_code, 200)
        self.assertIn(self.invoice.name, page.text)
        for path in ("/invoices", f"/invoices/{self.other_invoice.id}"):
            answer = self._get(self.base + path)
            self.assertEqual(answer.status_code, 403, path)
            self.assertIn("E-mail me a code", answer.text)
            self.assertNotIn(self.other_invoice.name, answer.text)
        self.assertEqual(self._get(f"{self.page}/pay").status_code, 200)
        self.assertEqual(self._get(f"{self.page}/print").status_code, 200)

    def test_own_foreign_and_missing_documents_ask_for_the_code_alike(self):
        """A-02: the question tells nothing about what there is."""
        foreign = self._invoice(self.other_customer)
        numbers = (self.other_invoice.id, foreign.id, 2**31 - 2)
        texts = {
            self._settle(self._get(f"{self.base}/invoices/{number}")).replace(
                f"/invoices/{number}", ""
            )
            for number in numbers
        }
        self.assertEqual(len(texts), 1)

    def test_right_code_opens_everything_in_this_browser(self):
        code = self._ask()
        answer = self._type(code, wanted=f"/invoices/{self.other_invoice.id}")
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(
            answer.headers["Location"].endswith(
                f"{self.base}/invoices/{self.other_invoice.id}"
            )
        )
        self.assertEqual(self._get(f"{self.base}/invoices").status_code, 200)
        cookie = answer.headers["Set-Cookie"]
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Lax", cookie)

    def test_other_browser_with_the_forwarded_link_still_needs_a_code(self):
        """W-1: what one browser confirmed is of no use to another."""
        self._type(self._ask())
        self.authenticate(None, None)
        self.opener.cookies.pop(f"customer_zone_{self.link.id}", None)
        self._enter(self.link, self.invoice)
        self.assertEqual(self._get(f"{self.base}/invoices").status_code, 403)

    def test_code_works_once_only(self):
        code = self._ask()
        self._type(code)
        self.opener.cookies.pop(f"customer_zone_{self.link.id}")
        answer = self._type(code)
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(self._get(f"{self.base}/invoices").status_code, 403)

    def test_code_is_mailed_to_the_address_on_file_and_stored_nowhere(self):
        """The queue is the only place it passes, and it is emptied after sending."""
        code = self._ask()
        mail = self._mails()[:1]
        self.assertEqual(mail.email_to, self.contact.email_formatted)
        self.assertTrue(mail.auto_delete)
        self.assertNotIn(code, mail.subject)
        self.assertNotIn(code, mail.mail_message_id.body or "")
        self.assertFalse(mail.model)
        row = self.env["customer.zone.code"].sudo().search([])
        self.assertEqual(row.link_id, self.link)
        self.env.cr.execute("SELECT * FROM customer_zone_code")
        self.assertNotIn(code, str(self.env.cr.fetchall()).replace(str(row.id), ""))

    def test_wrong_codes_are_refused_and_end_the_code(self):
        """L-01: five tries per code, then even the right one is void."""
        code = self._ask()
        wrong = "000000" if code != "000000" else "111111"
        for bad in (wrong, "", "x", "é" * 6, "9" * 5000):
            answer = self._type(bad)
            self.assertIn(answer.status_code, (403, 413))
            if answer.status_code == 403:
                self.assertIn("This code is not right", answer.text)
        for _more in range(customer_zone_code.MAX_TRIES):
            self._type(wrong)
        self.assertEqual(self._type(code).status_code, 403)
        self.assertEqual(self._get(f"{self.base}/invoices").status_code, 403)

    def test_code_runs_out_after_ten_minutes(self):
        code = self._ask()
        row = self.env["customer.zone.code"].sudo().search([])
        left = row.expires_at - fields.Datetime.now()
        self.assertLessEqual(left, timedelta(minutes=10))
        row.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        row.flush_recordset()
        self.assertEqual(self._type(code).status_code, 403)

    def test_new_code_voids_the_one_before(self):
        first = self._ask()
        second = self._ask()
        if first != second:
            self.assertEqual(self._type(first).status_code, 403)
        self.assertEqual(self._type(second).status_code, 303)

    def test_sending_is_throttled_for_each_link(self):
        """L-01: a mailbox cannot be flooded; another link is not held up by it."""
        for _time in range(customer_zone_code.SENT_PER_HOUR):
            self._ask()
        before = self._mails()
        answer = self._post(f"{self.base}/code/send", csrf=self.page)
        self.assertIn("held=1", answer.headers["Location"])
        self.assertEqual(self._mails(), before)
        self.assertIn("Too many codes", self._get(answer.headers["Location"]).text)
        codes = self.env["customer.zone.code"].sudo()
        self.assertTrue(codes._send(self._link(self.customer)))

    def test_confirmation_dies_with_the_link(self):
        """L-04: after a withdrawal the new link asks for a new code."""
        self._type(self._ask())
        self.assertEqual(self._get(f"{self.base}/invoices").status_code, 200)
        self.link.with_user(self.env.user).action_revoke()
        self.assertEqual(self._get(f"{self.base}/invoices").status_code, 404)
        self._enter(self._link(self.contact), self.invoice)
        self.assertEqual(self._get(f"{self.base}/invoices").status_code, 403)

    def test_browser_is_remembered_as_long_as_the_company_says(self):
        self.company.customer_zone_code_days = 3
        with freeze_time("2026-01-10 10:00:00"):
            proof = self.link._sign_confirmation()
            self.assertTrue(self.link._is_confirmation(proof))
        with freeze_time("2026-01-13 09:59:00"):
            self.assertTrue(self.link._is_confirmation(proof))
        with freeze_time("2026-01-13 10:01:00"):
            self.assertFalse(self.link._is_confirmation(proof))
        for bad in (None, "", "x", proof[:-3], "A" * 1000, proof + "A"):
            self.assertFalse(self.link._is_confirmation(bad), bad)
        other = self._link(self.customer)
        with freeze_time("2026-01-10 10:00:00"):
            self.assertFalse(other._is_confirmation(proof))

    def test_signing_out_forgets_the_confirmation(self):
        """L-11: the next person at this browser is asked again."""
        self._type(self._ask())
        self._post(f"{self.base}/leave", csrf=self.page)
        self._enter(self.link, self.invoice)
        self.assertEqual(self._get(f"{self.base}/invoices").status_code, 403)

    def test_code_forms_need_the_form_of_the_page(self):
        """A-17: no other site can have codes sent."""
        before = self._mails()
        for path in ("/code/send", "/code"):
            answer = self._post(f"{self.base}{path}", csrf=False)
            self.assertEqual(answer.status_code, 400)
        self.assertEqual(self._mails(), before)

    def test_return_address_stays_inside_the_zone(self):
        code = self._ask()
        answer = self._type(code, wanted="//evil.example/x")
        self.assertTrue(answer.headers["Location"].endswith(self.base))

    def test_link_to_one_document_never_asks(self):
        """Strangers hold nothing that a code could open."""
        base = self._enter(self._link(self.stranger, move=self.invoice))
        page = self._get(f"{base}/invoices/{self.invoice.id}")
        self.assertEqual(page.status_code, 200)
        self.assertEqual(self._get(f"{base}/invoices").status_code, 404)

    def test_how_long_a_code_is_remembered_has_limits(self):
        for days in (0, -1, 366):
            with self.subTest(days=days), self.assertRaises(ValidationError):
                self.company.customer_zone_code_days = days
