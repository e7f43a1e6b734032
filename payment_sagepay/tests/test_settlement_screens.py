import json

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.web.controllers.export import CSVExport

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementScreens(SettlementCommon):
    """What the bookkeeper sees: the journal at a glance, costs, settings, rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bookkeeper = cls.make_user(
            "settlement-screens", "account.group_account_invoice"
        )

    @classmethod
    def make_user(cls, login, groups, company=None):
        """Return a user of one company."""
        company = company or cls.sagepay.company_id
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    def figures(self):
        """Return the gateway's figures on the dashboard, as the bookkeeper has them."""
        self.netcash.invalidate_recordset()
        journal = self.netcash.with_user(self.bookkeeper)
        return json.loads(journal.kanban_dashboard)["sagepay"]

    def test_the_dashboard_compares_gateway_and_books(self):
        self.assertFalse(self.figures()["last_day"])
        self.account.move("PCD", "100.00", "july")
        self.account.move("BTR", "-80.00", "Bank transfer to client")
        self.take_in()
        figures = self.figures()
        self.assertEqual(figures["last_day"], "2 Mar 2026")
        self.assertTrue(figures["agrees"])
        self.assertIn("20.00", figures["closing"])
        self.assertEqual(figures["closing"], figures["books"])
        self.assertIn("80.00", figures["in_transit"])
        self.assertEqual(figures["exceptions"], 1)
        self.account.balance += 1
        self.take_in()
        self.assertFalse(self.figures()["agrees"])

    def test_other_journals_stay_as_they_are(self):
        bank = self.company_data["default_journal_bank"].with_user(self.bookkeeper)
        self.assertNotIn("sagepay", json.loads(bank.kanban_dashboard))

    def test_the_cost_of_each_month_is_what_was_charged_for_it(self):
        """Fees of the first days are the month before's; VAT is no cost."""
        for code, amount in (("PNC", "600.00"), ("PNE", "400.00")):
            self.account.move(code, amount, "x")
        self.take_in()
        self.account.day = self.account.day.replace(month=4, day=1)
        self.account.move("NSF", "-34.50", "Service fee", vat="4.5000")
        self.take_in()
        report = self.env["sagepay.cost.report"].with_user(self.bookkeeper)
        rows = {row.method: row for row in report.search([])}
        self.assertEqual(set(rows), {"card", "eft"})
        self.assertEqual(sum(row.fee for row in rows.values()), 30.0)
        self.assertEqual(rows["card"].fee, 18.0)
        self.assertEqual(rows["card"].percent, 3.0)
        self.assertEqual(str(rows["eft"].month), "2026-03-01")

    def test_the_agreed_tariff_shares_the_fees_out(self):
        company = self.sagepay.company_id.id
        self.env["sagepay.tariff"].sudo().create(
            [
                {"company_id": company, "method": "card", "percent": 3.5},
                {"company_id": company, "method": "eft", "fixed": 7.0},
            ]
        )
        for code, amount in (("PNC", "600.00"), ("PNE", "400.00")):
            self.account.move(code, amount, "x")
        self.account.day = self.account.day.replace(day=20)
        self.account.move("NSF", "-28.00", "Service fee")
        self.take_in()
        report = self.env["sagepay.cost.report"].with_user(self.bookkeeper)
        rows = {row.method: row.fee for row in report.search([])}
        self.assertEqual(rows, {"card": 21.0, "eft": 7.0})
        # Of a thousand, not the mean of 3.5 and 1.75.
        groups = report.formatted_read_group([], ["month:month"], ["percent:avg"])
        self.assertEqual([group["percent:avg"] for group in groups], [2.8])

    def test_fees_without_receipts_have_no_percentage(self):
        """A month of charges alone divides by nothing."""
        self.account.day = self.account.day.replace(day=20)
        self.account.move("NSF", "-28.00", "Service fee")
        self.take_in()
        report = self.env["sagepay.cost.report"].with_user(self.bookkeeper)
        groups = report.formatted_read_group([], ["month:month"], ["percent:avg"])
        self.assertFalse(groups[0]["percent:avg"])

    def test_screens_open_for_a_bookkeeper_without_odoos_statement_group(self):
        self.account.move("PCD", "100.00", "july")
        self.take_in()
        self.assertFalse(self.bookkeeper.has_group("account.group_account_basic"))
        for name, records in (
            ("sagepay.exception", self.open_exceptions()),
            ("sagepay.statement.day", self.days.search([])),
        ):
            with Form(records[:1].with_user(self.bookkeeper).sudo(False)) as form:
                self.assertTrue(form.id, name)
        overview = self.env["account.journal"].with_user(self.bookkeeper)
        action = overview._sagepay_overview()
        self.assertEqual(action["domain"], [("id", "in", self.netcash.ids)])

    def test_nobody_sees_the_statement_of_another_company(self):
        """A-01, I5: nor writes evidence of his own."""
        self.account.move("PCD", "100.00", "july")
        day = self.take_in()
        row = self.open_exceptions()
        other = self.env["res.company"].sudo().create({"name": "Other Farm"})
        stranger = self.make_user("stranger", "account.group_account_manager", other)
        customer = self.make_user("settlement-portal", "base.group_portal")
        for record in (day, day.line_ids, row):
            for user in (stranger, customer):
                with self.assertRaises(AccessError):
                    record.with_user(user).sudo(False).read(["date"])
            mine = record.with_user(self.bookkeeper).sudo(False)
            self.assertTrue(mine.read(["date"]))
            for refused in (mine.unlink, lambda m=mine: m.copy()):
                with self.assertRaises(AccessError):
                    refused()
        with self.assertRaises(AccessError):
            day.with_user(self.bookkeeper).sudo(False).write({"closing": 1})

    def test_settings_propose_the_charts_own_accounts(self):
        """l10n_za has bank charges, a transfer account and standard-rate input VAT."""
        self.sagepay.sudo().write(
            {
                "sagepay_fee_account_id": False,
                "sagepay_fee_tax_id": False,
                "sagepay_payout_account_id": False,
            }
        )
        company = self.sagepay.company_id
        admin = self.make_user("settlement-admin", "base.group_system")
        settings = self.env["res.config.settings"].with_user(admin)
        shown = settings.get_values()
        account = self.env["account.account"].browse(shown["sagepay_fee_account_id"])
        self.assertEqual(account.with_company(company).code, "610380")
        purchase_tax = company.account_purchase_tax_id
        self.assertEqual(shown["sagepay_fee_tax_id"], purchase_tax.id)
        transfer = company.transfer_account_id
        self.assertEqual(shown["sagepay_payout_account_id"], transfer.id)
        form = settings.sudo().create({"sagepay_alert_days": 9})
        form._sagepay_store(self.as_system())
        self.assertEqual(self.sagepay.sagepay_alert_days, 9)
        self.assertEqual(self.sagepay.sudo().sagepay_fee_account_id, account)

    def test_a_tax_that_would_be_refused_is_not_proposed(self):
        """M-13: half of it goes nowhere; the accounts are proposed all the same."""
        company = self.sagepay.company_id
        half = company.account_purchase_tax_id.copy({"name": "Half"})
        half.invoice_repartition_line_ids.filtered(
            lambda share: share.repartition_type == "tax"
        ).factor_percent = 50
        company.account_purchase_tax_id = half
        provider = self.sagepay.sudo()
        provider.write({"sagepay_fee_account_id": False, "sagepay_fee_tax_id": False})
        provider._sagepay_propose_accounts()
        self.assertTrue(provider.sagepay_fee_account_id)
        self.assertFalse(provider.sagepay_fee_tax_id)
        with self.assertRaises(ValidationError):
            provider.sagepay_fee_tax_id = half

    def test_a_formula_in_a_text_is_a_text_in_a_spreadsheet(self):
        """S-16"""
        self.account.move("PCD", "10.00", "=cmd()")
        self.take_in()
        rows = self.lines.search([]).export_data(["description"])["datas"]
        file = CSVExport().from_data([], ["Description"], rows)
        self.assertIn("'=cmd()", file)
        self.assertNotIn('"=cmd()', file)
