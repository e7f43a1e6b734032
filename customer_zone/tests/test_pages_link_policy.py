from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tests.common import HOST
from odoo.tools import hash_sign, mute_logger

from odoo.addons.payment import utils as payment_utils

from ..models.link.customer_zone_link_token import TOKEN_SCOPE
from .pages_common import ZonePagesCommon

ODD_QUERY = (
    "?access_token=x&report_type=pdf&download=1&debug=assets&lang=xx&page=-1&pay=0"
    "&status=%27&q=%00&from=99999-01-01&size=-1&sort=__class__&choice=&again=2"
    "&tick=&message=&error=&success=pdf&partner_id=1&edit=1&fw="
)


@tagged("post_install", "-at_install")
class TestPagesLinkPolicy(ZonePagesCommon):
    """What a link is good for, and what becomes of it when things change."""

    def setUp(self):
        super().setUp()
        self.link = self._link(self.contact)
        self.base = self._enter(self.link, self.invoice)
        self.page = f"{self.base}/invoices/{self.invoice.id}"

    def test_token_stays_out_of_every_page_and_address(self):
        """L-03: exchanged at once for a clean address that gives nothing on."""
        token = self._token(self.link, self.invoice)
        answer = self._get(f"/zone/l/{token}")
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        self.assertNotIn(token, answer.headers["Location"])
        self.assertNotIn(token, answer.text)
        for path in self._pages_of(self.base, self.invoice):
            page = self._get(path)
            self.assertEqual(page.headers["Referrer-Policy"], "same-origin", path)
            self.assertNotIn(token.encode(), page.content, path)

    def test_prefix_of_a_right_token_is_as_wrong_as_any(self):
        """L-02: the signature is compared as a whole, in constant time."""
        token = self._token(self.link, self.invoice)
        wrong = ["x" * len(token), token[:-1], token[1:], token + "A"]
        wrong += [token[:place] + "-" * (len(token) - place) for place in (1, 20, 40)]
        answers = [self._get(f"/zone/l/{text}") for text in wrong]
        self.assertEqual({one.status_code for one in answers}, {404})
        self.assertEqual(len(set(map(self._settle, answers))), 1)
        with patch("odoo.tools.misc.consteq", return_value=False) as compare:
            self.assertFalse(self.links._read_token(token)[0])
        self.assertTrue(compare.called)

    def test_paid_invoice_stays_readable_and_offers_nothing(self):
        """L-05: paid."""
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        wizard.create({})._create_payments()
        text = self._get(self.page).text
        self.assertIn("Paid in full", text)
        self.assertNotIn("Pay Now", text)
        self.assertEqual(self._get(f"{self.page}/pay").status_code, 409)

    def test_invoice_taken_back_is_gone_until_it_is_posted_again(self):
        """L-05: reset to draft; no amount of an invoice that is being changed."""
        self.invoice.button_draft()
        for path in ("", "/pdf", "/print", "/pay"):
            answer = self._get(f"{self.page}{path}")
            self.assertEqual(answer.status_code, 404, path)
            self.assertNotIn("1,000.00", answer.text, path)
        self.invoice.action_post()
        self.assertEqual(self._get(self.page).status_code, 200)

    def test_changed_amount_is_shown_and_the_old_one_is_not_charged(self):
        """L-05: what is paid is what the books say now."""
        self.invoice.button_draft()
        self.invoice.invoice_line_ids.price_unit = 1200.0
        self.invoice.action_post()
        self.assertIn("1,200.00", self._get(self.page).text)
        answer = self._pay_form(self.base, self.invoice, stamp="1000.00")
        self.assertEqual(answer.status_code, 409)
        self.assertFalse(self._payments(self.invoice))

    def test_link_of_an_archived_customer_still_pays(self):
        """L-05, A-08: the debt does not go away with the record."""
        sibling = self._contact("Lerato Acacia", parent_id=self.customer.id)
        theirs = self._invoice(sibling)
        (self.customer | self.contact | sibling).active = False
        self.assertIn(theirs.name, self._get(f"{self.base}/invoices").text)
        self.assertEqual(self._get(self.page).status_code, 200)
        self.assertIn("Check what you are paying", self._get(f"{self.page}/pay").text)

    def test_link_that_ran_out_closes_open_pages(self):
        """L-05: expiry counts on every request, not only at the door."""
        later = fields.Datetime.now() + timedelta(days=91)
        with patch.object(fields.Datetime, "now", lambda *args: later):
            self.assertEqual(self._get(self.page).status_code, 410)
            self.assertEqual(self._get(f"{self.page}/pdf").status_code, 410)

    def test_every_optional_parameter_and_language_keeps_the_link_working(self):
        """L-06: the same document, and no way to anything else."""
        other = self._invoice(self.customer, ref="NOT-FOR-STRANGERS")
        base = self._enter(self._link(self.stranger, move=self.invoice))
        page = f"{base}/invoices/{self.invoice.id}"
        self.env["res.lang"]._activate_lang("fr_FR")
        for language in ("en_US", "fr_FR"):
            self.opener.cookies.set("frontend_lang", language, domain=HOST, path="/")
            for path in (page, f"{page}/print", f"{page}/pay"):
                # A language of its own has an address of its own.
                with mute_logger("odoo.http"):  # names the parameters it ignores
                    answer = self.url_open(f"{path}{ODD_QUERY}")
                self.assertEqual(answer.status_code, 200, (path, language))
                self.assertIn(self.invoice.name, answer.text)
                self.assertNotIn(other.name, answer.text)
                self.assertNotIn("z-tabs", answer.text)
                self.assertIn(f'lang="{language.replace("_", "-")}"', answer.text)

    def test_every_list_takes_odd_parameters(self):
        """L-06: nothing in an address breaks a page."""
        for path in ("invoices", "quotes", "credit-notes", "payments", "overview"):
            answer = self._get(f"{self.base}/{path}{ODD_QUERY}")
            self.assertEqual(answer.status_code, 200, path)
            here = f'href="{self.base}/{path}" aria-current="page"'
            self.assertIn(here, answer.text, path)

    def test_link_to_one_document_pays_and_tells_nothing_else(self):
        """L-10: bound to its document, whatever the address names."""
        other = self._invoice(self.customer)
        base = self._enter(self._link(self.stranger, move=self.invoice))
        csrf = self._get_csrf(self._get(f"{base}/invoices/{self.invoice.id}"))
        for path in (
            f"invoices/{other.id}/pay",
            f"invoices/{other.id}/paid",
            f"invoices/{other.id}/query",
            f"pay?pay={other.id}",
            f"pay?pay={self.invoice.id}&pay={other.id}",
            f"quotes/{self.invoice.id}",
            f"credit-notes/{self.invoice.id}",
        ):
            self.assertEqual(self._get(f"{base}/{path}").status_code, 404, path)
            form = {"csrf_token": csrf, "pay": [str(self.invoice.id), str(other.id)]}
            self.assertIn(self._send(f"{base}/{path}", form).status_code, (404, 405))
        answer = self._call(f"{base}/pay/transaction/{other.id}/all", amount=1000.0)
        self.assertTrue(answer["error"])
        self.assertFalse(self._payments(other))

    def test_pay_everything_of_a_document_link_is_its_document(self):
        """L-10: "all" means all that this very link opens."""
        self._invoice(self.customer, 777.0)
        base = self._enter(self._link(self.stranger, move=self.invoice))
        page = self._get(f"{base}/pay?all={self.company.currency_id.name}")
        self.assertNotIn("777.00", page.text)
        self.assertNotIn("1,777.00", page.text)

    def test_signatures_for_other_purposes_open_nothing(self):
        """L-10: a token is good for what it was signed for."""
        payload = [self.link.id, self.link.generation, ""]
        right = hash_sign(self.env(su=True), TOKEN_SCOPE, payload, expiration_hours=1)
        self.assertEqual(self.links._read_token(right)[0], self.link)
        wrong = hash_sign(self.env(su=True), "payment", payload, expiration_hours=1)
        self.assertEqual(self._get(f"/zone/l/{wrong}").status_code, 404)
        proof = self.link._sign_confirmation()
        self.assertEqual(self._get(f"/zone/l/{proof}").status_code, 404)

    def test_altered_payment_link_of_core_is_refused(self):
        """L-10: a payment link is bound to its amount and its invoice."""
        partner, currency = self.invoice.partner_id, self.company.currency_id
        values = (partner.id, 1000.0, currency.id)
        # Signing reads the database's secret.
        token = payment_utils.generate_access_token(*values, env=self.env(su=True))
        other = self._invoice(self.other_customer)
        link = (
            f"/payment/pay?invoice_id={self.invoice.id}&amount=1000.0"
            f"&company_id={self.company.id}&access_token={token}"
        )
        self.assertEqual(self._get(link).status_code, 200)
        for right, wrong in (
            ("amount=1000.0", "amount=1.0"),
            (f"invoice_id={self.invoice.id}", f"invoice_id={other.id}"),
            (token, token[::-1]),
        ):
            answer = self._get(link.replace(right, wrong))
            self.assertIn(answer.status_code, (404, 422), wrong)
        self.assertFalse(self._payments(self.invoice))

    def test_nothing_personal_is_kept_after_signing_out(self):
        """L-11: the back button and the next person find nothing."""
        pages = self._pages_of(self.base, self.invoice)
        for path in pages:
            self.assertEqual(self._get(path).headers["Cache-Control"], "no-store", path)
        self._post(f"{self.base}/leave", csrf=f"{self.base}/invoices")
        for path in pages:
            answer = self._get(path)
            self.assertEqual(answer.status_code, 404, path)
            self.assertEqual(answer.headers["Cache-Control"], "no-store", path)
            self.assertNotIn(self.invoice.name, answer.text)

    def test_signed_in_customer_who_signed_out_is_asked_to_sign_in(self):
        """L-11: the same for a session of a portal user."""
        self.portal_user.partner_id.parent_id = self.customer
        self.portal_user.company_ids = [Command.link(self.company.id)]
        self.portal_user.company_id = self.company
        self.authenticate(self.portal_user.login, self.portal_user.login)
        page = f"/zone/my/invoices/{self.invoice.id}"
        answer = self._get(page)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self._get("/web/session/logout")
        answer = self._get(page)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])
