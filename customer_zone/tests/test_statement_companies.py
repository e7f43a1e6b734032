from odoo.fields import Command
from odoo.tests import tagged

from .statement_page_common import StatementPageCommon


@tagged("post_install", "-at_install")
class TestStatementCompanies(StatementPageCommon):
    """A-05: one customer of two sellers that share a database, and of a branch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = cls.setup_other_company(name="CANARY Second Shop")
        cls.second = cls.data["company"]
        cls.second.customer_zone_enabled = True
        customer = cls.customer.with_company(cls.second)
        customer.customer_zone_allowed = True
        receivable = cls.data["default_account_receivable"]
        customer.property_account_receivable_id = receivable
        cls._foreign_invoice(cls.second)

    @classmethod
    def _foreign_invoice(cls, company):
        move = (
            cls.env["account.move"]
            .with_company(company)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": cls.customer.id,
                    "invoice_date": cls.today,
                    "ref": "CANARY-SECOND",
                    "invoice_line_ids": [
                        Command.create(
                            {"name": "Other", "price_unit": 7777, "tax_ids": []}
                        )
                    ],
                }
            )
        )
        move.action_post()
        return move

    def _all_outputs(self, base):
        """Return the text of page, files and PDF of one zone."""
        path = f"{base}/statement"
        return [
            self._get(path).text,
            self._get(f"{path}?kind=activity&from=").text,
            self._get(f"{path}/csv").text,
            str(self._sheet(self._get(f"{path}/xlsx?kind=activity&from=").content)),
            self._pdf_text(self._get(f"{path}/pdf?kind=activity&from=").content),
        ]

    def test_totals_are_those_of_the_one_company(self):
        for text in self._all_outputs(self.base):
            self.assertIn("350", text)
            self.assertNotIn("CANARY", text)
            self.assertNotIn("7777", text)
            self.assertNotIn("7,777", text)

    def test_the_other_company_has_its_own(self):
        self.portal_user.partner_id.parent_id = self.customer
        companies = (self.company | self.second).ids
        self.portal_user.write({"company_ids": [Command.set(companies)]})
        self.authenticate(self.portal_user.login, self.portal_user.login)
        for zone, company in (("own", self.company), ("other", self.second)):
            self.opener.cookies["cids"] = f"{self.second.id}-{self.company.id}"
            texts = self._all_outputs(f"/zone/my-{company.id}")
            for text in texts:
                self.assertEqual("7777" in text or "7,777" in text, zone == "other")
                self.assertEqual(
                    self.late.name in text, False
                ) if zone == "other" else (self.assertIn(self.late.name, text))

    def test_a_branch_has_a_statement_of_its_own(self):
        self._foreign_invoice(self._branch("CANARY Branch"))
        for text in self._all_outputs(self.base):
            self.assertNotIn("7777", text)
            self.assertNotIn("7,777", text)
