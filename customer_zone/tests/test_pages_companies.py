from odoo.fields import Command
from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestPagesCompanies(ZonePagesCommon):
    """A-05: one customer of two sellers that share a database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = cls.setup_other_company(name="CANARY Second Shop")
        cls.second = cls.data["company"]
        cls.second.customer_zone_enabled = True
        cls.customer.with_company(cls.second).customer_zone_allowed = True
        cls.foreign = cls._second_invoice()
        cls.portal_user.partner_id.parent_id = cls.customer
        cls.portal_user.write(
            {
                "company_ids": [Command.set(cls.company.ids)],
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _second_invoice(cls):
        customer = cls.customer.with_company(cls.second)
        receivable = cls.data["default_account_receivable"]
        customer.property_account_receivable_id = receivable
        move = (
            cls.env["account.move"]
            .with_company(cls.second)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": cls.customer.id,
                    "invoice_line_ids": [
                        Command.create(
                            {"name": "Other", "price_unit": 70, "tax_ids": []}
                        )
                    ],
                }
            )
        )
        move.action_post()
        move.payment_reference = "CANARY-SECOND"
        move.ref = "CANARY-SECOND"
        return move

    def setUp(self):
        super().setUp()
        self.authenticate(self.portal_user.login, self.portal_user.login)

    def test_signed_in_customer_of_two_sellers_chooses_one(self):
        page = self._get("/zone/my")
        self.assertEqual(page.status_code, 200)
        for company in (self.company, self.second):
            self.assertIn(f'href="/zone/my-{company.id}"', page.text)
        first = self._get(f"/zone/my-{self.company.id}/invoices").text
        self.assertIn(self.invoice.name, first)
        self.assertNotIn("CANARY", first)
        second = self._get(f"/zone/my-{self.second.id}/invoices/{self.foreign.id}")
        self.assertEqual(second.status_code, 200)

    def test_document_opens_under_its_own_company_alone(self):
        for zone, move in (
            ("my", self.foreign),
            (f"my-{self.company.id}", self.foreign),
            (f"my-{self.second.id}", self.invoice),
        ):
            answer = self._get(f"/zone/{zone}/invoices/{move.id}")
            self.assertEqual(answer.status_code, 404, zone)

    def test_cookie_of_companies_changes_nothing(self):
        """A-05: the address names the company, never the cookie."""
        self.opener.cookies["cids"] = f"{self.second.id}-{self.company.id}"
        self.assertNotIn("CANARY", self._get("/zone/my/invoices").text)

    def test_one_seller_needs_no_choice(self):
        self.customer.with_company(self.second).customer_zone_allowed = False
        answer = self._get("/zone/my")
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/zone/my/", answer.headers["Location"])
        closed = self._get(f"/zone/my-{self.second.id}/invoices")
        self.assertEqual(closed.status_code, 404)

    def test_other_seller_alone_is_found(self):
        self.customer.customer_zone_allowed = False
        answer = self._get("/zone/my")
        self.assertEqual(answer.status_code, 303)
        self.assertIn(f"/zone/my-{self.second.id}/", answer.headers["Location"])
        self.assertIn('href="/zone/my"', self._get("/my/home").text)

    def test_no_seller_answers_as_everywhere(self):
        self.customer.customer_zone_allowed = False
        self.customer.with_company(self.second).customer_zone_allowed = False
        self.assertEqual(self._get("/zone/my").status_code, 404)
        self.authenticate(None, None)
        self.assertIn("/web/login", self._get("/zone/my").headers["Location"])

    def test_link_belongs_to_one_company(self):
        self.authenticate(None, None)
        base = self._enter(self._link(self.contact))
        self.assertNotIn("CANARY", self._get(f"{base}/invoices").text)
        answer = self._get(f"{base}/invoices/{self.foreign.id}")
        self.assertEqual(answer.status_code, 404)

    def test_archived_or_withdrawn_user_is_out_with_the_next_request(self):
        """A-07: a session in use ends when the account does."""
        self.assertEqual(self._get("/zone/my/invoices").status_code, 200)
        self.portal_user.active = False
        self.env.flush_all()
        answer = self._get("/zone/my/invoices")
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])

    def test_changed_password_ends_other_sessions(self):
        """A-07: whoever had the old password is signed out."""
        self.assertEqual(self._get("/zone/my/invoices").status_code, 200)
        self.portal_user.password = "another-Password-1"
        self.env.flush_all()
        answer = self._get("/zone/my/invoices")
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])
