from urllib.parse import quote

from odoo.tests import HOST, tagged
from odoo.tools import mute_logger

from .quotes_common import ZoneQuotesCommon

CANARY = "<img src=x onerror=alert(1)>{{7*7}}<t t-out='1'/>${7*7}"
SPLIT = "\r\nX-Injected: 1"


@tagged("post_install", "-at_install")
class TestPagesHostile(ZoneQuotesCommon):
    """What others wrote, or put into an address, does nothing."""

    def setUp(self):
        super().setUp()
        self.base = self._enter()
        self.document = f"{self.base}/invoices/{self.invoice.id}"

    def _assert_text(self, path, html=None):
        """Assert that the page shows the canary as text, and nothing else of it."""
        text = self._get(path).text if html is None else html
        for tag in ("<img src=x", "<t t-out="):
            self.assertNotIn(tag, text, path)
        self.assertNotIn(">49<", text, path)
        self.assertIn("{{7*7}}", text, path)

    def test_what_a_gateway_tells_is_shown_as_text(self):
        """X-04: reference and message of a payment, on every page that names it."""
        transaction = self._transaction(self.invoice, state="draft", reference=CANARY)
        transaction._set_error(CANARY)
        self._assert_text(f"{self.base}/pay/{transaction.id}")
        self._assert_text(f"{self.base}/payments")

    def test_what_the_customer_wrote_about_itself_is_shown_as_text(self):
        """X-05: name, reference and address, on every page and in the gateway form."""
        self.customer.write({"name": CANARY, "ref": CANARY, "street": CANARY})
        self.contact.name = CANARY
        self.invoice.ref = CANARY
        self.quote.client_order_ref = CANARY
        for path in (
            f"{self.base}/overview",
            f"{self.base}/invoices",
            f"{self.base}/quotes",
            f"{self.base}/quotes/{self.quote.id}",
            f"{self.base}/quotes/{self.quote.id}/sign",
            f"{self.base}/payments",
            f"{self.base}/credit-notes",
            f"{self.base}/details",
            self.document,
            f"{self.document}/print",
            f"{self.document}/pay",
        ):
            self._assert_text(path)
        others = self.env["payment.provider"].search([("id", "!=", self.provider.id)])
        others.is_published = False
        answer = self._pay_form(self.base, self.invoice)
        self._assert_text("continue", answer.text)

    def test_an_address_that_cannot_be_is_not_found(self):
        """X-11: a NUL where a number belongs."""
        for path in ("quotes/%00", "invoices/%00/pay", "%00", "quotes/1/sign/%00"):
            with mute_logger("odoo.http"):
                answer = self.url_open(f"{self.base}/{path}")
            self.assertEqual(answer.status_code, 404, path)

    def test_an_address_with_a_line_break_is_not_found_in_any_language(self):
        """X-03, X-11: also where its language would be put into the address."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.opener.cookies.set("frontend_lang", "fr_FR", domain=HOST, path="/")
        for path in (f"{self.base}%0d%0aA:b/quotes", "/zone/%0a", "/zone/l/%1b"):
            self.assertEqual(self.url_open(path).status_code, 404, path)

    def test_an_id_of_thousands_of_digits_is_not_found(self):
        """X-11: more digits than can be made a number of, wherever an id stands."""
        digits = "1" * 5000
        for path in (
            f"/zone/{digits}",
            f"{self.base}/pay?pay={digits}",
            f"{self.base}/invoices/zip?pay={digits}",
        ):
            self.assertEqual(self.url_open(path).status_code, 404, path[:40])
        self.assertEqual(
            self._get(f"{self.base}/invoices?after={digits}").status_code, 200
        )

    def test_no_field_is_taken_for_an_argument_of_ours(self):
        """X-11: in an address, in a form, in a script's call."""
        self.assertEqual(self._get(f"{self.base}/invoices?self=1").status_code, 200)
        token = self._get_csrf(self._get(f"{self.base}/details"))
        form = {"csrf_token": token, "self": "1"}
        answer = self._send(f"{self.base}/details/check", form)
        self.assertLess(answer.status_code, 500)
        with mute_logger("odoo.http"):
            answer = self.url_open(
                f"{self.base}/pay/transaction/x/all",
                data='{"jsonrpc": "2.0", "method": "call", "params": {"self": 1}}',
                headers={"Content-Type": "application/json"},
            )
        name = answer.json().get("error", {}).get("data", {}).get("name", "")
        self.assertNotEqual(name, "builtins.TypeError")

    def test_a_call_that_no_script_makes_is_refused_in_one_line(self):
        """X-11: too deep to be read, or answered; of another shape; no insides told."""
        deep = b"[" * 100_000
        for body in (
            deep,
            b'{"params": {"amount": ' + deep,
            b'{"id": ' + b"[" * 60 + b"]" * 60 + b"}",
            b'{"params": [[[]]]}',
            b'{"params": 7}',
            b'{"params": null}',
            b"[]",
            b"null",
            b"\xff",
            b"9" * 5000,
            b" ",
        ):
            for path in ("pay/transaction/x/all", f"quotes/{self.quote.id}/sign"):
                answer = self.url_open(
                    f"{self.base}/{path}",
                    data=body,
                    headers={"Content-Type": "application/json"},
                )
                self.assertEqual(answer.status_code, 400, body[:40])
                self.assertLess(len(answer.content), 100, body[:40])

    def test_nothing_in_a_name_or_address_adds_a_header(self):
        """X-03: file names, addresses and parameters end where they end."""
        file = self.env["ir.attachment"].create(
            {
                "name": f"a{SPLIT}",
                "raw": b"content",
                "res_model": "account.move",
                "res_id": self.invoice.id,
            }
        )
        self.invoice.message_post(
            body="See the file",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachment_ids=file.ids,
        )
        self.company.customer_zone_ask_code = True
        base, split = self._enter(), quote(SPLIT)
        self.company.customer_zone_ask_code = False
        for path in (
            f"{base}/invoices/{self.invoice.id}/files/{file.id}",
            f"{base}/code?wanted=/invoices{split}",
            f"{base}/invoices?q={split}&status={split}",
            f"{base}/pay?pay={self.invoice.id}{split}",
            f"/zone/1{split}/invoices",
            f"/zone/l/x{split}",
            f"{base}{split}",
        ):
            answer = self._get(path)
            self.assertLess(answer.status_code, 500, path)
            self.assertNotIn("X-Injected", answer.headers, path)

    def test_ids_smuggled_into_an_address_open_nothing(self):
        """A-14: a parameter never names a document, a customer or a payment."""
        foreign = self._invoice(self.other_customer, ref="CANARY-7731")
        foreign_quote = self._quote(self.other_customer, client_order_ref="CANARY-7731")
        foreign_payment = self._transaction(foreign, state="pending")
        tokens = [
            document._portal_ensure_token()
            for document in (foreign, foreign_quote, self.invoice, self.quote)
        ]
        query = (
            f"?invoice_id={foreign.id}&sale_order_id={foreign_quote.id}"
            f"&order_id={foreign_quote.id}&tx_id={foreign_payment.id}"
            f"&partner_id={self.other_customer.id}&company_id=1&move_id={foreign.id}"
            f"&document_id={foreign.id}&visitor=my&link_id=1"
        )
        paths = (
            "overview",
            "invoices",
            "quotes",
            "payments",
            "credit-notes",
            "details",
        )
        pages = [f"{self.base}/{path}" for path in paths]
        pages += [
            *self._pages_of(self.base, self.invoice),
            f"{self.base}/quotes/{self.quote.id}",
        ]
        for path in pages:
            answer = self._get(f"{path}{query}")
            self.assertIn(answer.status_code, (200, 400), path)
            for secret in (foreign.name, "CANARY-7731", "Baobab", *tokens):
                self.assertNotIn(secret.encode(), answer.content, path)

    def test_ids_smuggled_into_a_payment_make_no_other_payment(self):
        """A-14: the form of the provider's pages cannot name another document."""
        foreign = self._invoice(self.other_customer)
        for name in ("invoice_id", "sale_order_id", "partner_id", "currency_id"):
            answer = self._call(
                f"{self.base}/pay/transaction/{self.invoice.id}/all",
                provider_id=self.provider.id,
                payment_method_id=self.payment_method_id,
                flow="redirect",
                amount=1000.0,
                **{name: foreign.id},
            )
            self.assertTrue(answer["error"], name)
        self.assertFalse(self._payments(foreign) | self._payments(self.invoice))

    def test_files_and_reports_of_core_stay_closed_to_a_link(self):
        """A-16: by id, checksum or report address; the zone's own address serves."""
        content = self._store_pdf(self.invoice)
        file = self.env["ir.attachment"].search(
            [("res_model", "=", "account.move"), ("res_id", "=", self.invoice.id)],
            limit=1,
        )
        report = "account.report_invoice_with_payments"
        for path in (
            f"/web/content/{file.id}",
            f"/web/content/{file.id}?access_token={file.checksum}",
            f"/web/content/account.move/{self.invoice.id}/invoice_pdf_report_file",
            f"/web/image/{file.id}",
            f"/web/content/{file.id}-{file.checksum}/legal.pdf",
            f"/report/pdf/{report}/{self.invoice.id}",
            f"/report/html/{report}/{self.invoice.id}",
            f"/my/invoices/{self.invoice.id}?report_type=pdf&download=true",
        ):
            answer = self._get(path)
            self.assertNotIn(content, answer.content, path)
            self.assertNotIn(b"%PDF", answer.content, path)
            self.assertNotIn(self.invoice.name.encode(), answer.content, path)
        self.assertEqual(self._get(f"{self.document}/pdf").content, content)

    def test_no_page_of_the_zone_is_for_search_engines(self):
        """A-19: not listed, not indexed, whatever is asked."""
        rules = self.env["ir.http"].routing_map().iter_rules()
        zone = [rule for rule in rules if rule.rule.startswith("/zone/")]
        self.assertGreater(len(zone), 40)
        for rule in zone:
            if rule.endpoint.routing["type"] == "http":
                self.assertIs(rule.endpoint.routing["sitemap"], False, rule.rule)
        for path in ("/zone/l/x", "/zone/0/invoices", self.document):
            answer = self._get(path)
            self.assertIn("noindex", answer.headers["X-Robots-Tag"], path)
            self.assertIn('name="robots" content="noindex', answer.text, path)
