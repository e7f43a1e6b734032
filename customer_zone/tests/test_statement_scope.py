from datetime import date
from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.customer_zone.statement import read_figures

from .statement_common import StatementCommon


@tagged("post_install", "-at_install")
class TestStatementScope(StatementCommon):
    """M-16, A-05: which items are on a customer's statement, and which are not."""

    def test_contacts_belong_to_their_company_whenever_they_joined_it(self):
        """Items of a contact that once stood alone are on its company's statement."""
        joined = self._partner("Crane Interiors")
        self._entry(50, "2026-09-01", customer=joined)
        self._invoice(100, "2026-09-01")
        joined.write({"parent_id": self.customer.id, "is_company": False})
        for customer in (self.customer, joined):
            section = self._home(self._activity("2026-09-30", customer=customer))
            self.assertEqual(section.closing, Decimal("150.00"))
        self.assertEqual(
            self._home(self._open("2026-09-30")).figures.ageing.charges, 150
        )

    def test_merged_contacts_keep_every_item(self):
        twin = self._partner("Blue Crane Architects")
        self._invoice(100, "2026-09-01")
        self._invoice(70, "2026-09-02", partner_id=twin.id)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.customer | twin).ids, self.customer
        )
        section = self._home(self._open("2026-09-30"))
        self.assertEqual(section.closing, Decimal("170.00"))
        self.assertAddsUp(section)

    def test_all_trade_receivable_accounts_count_and_no_other(self):
        second = self.copy_account(self.receivable)
        deposits = self.copy_account(self.receivable)
        deposits.non_trade = True
        payable = self.company_data["default_account_payable"]
        for amount, account in ((1, second), (10, deposits), (100, payable)):
            self._entry(amount, "2026-09-01", account=account)
        self._invoice(1000, "2026-09-01")
        section = self._home(self._activity("2026-09-30"))
        self.assertEqual(section.closing, Decimal("1001.00"))
        self.assertEqual(self._ledger("2026-09-30"), {self.home.name: Decimal(1001)})
        self.assertAddsUp(section)

    def test_drafts_and_cancelled_entries_do_not_count(self):
        kept = self._invoice(100, "2026-09-01")
        self._invoice(10, "2026-09-01").button_draft()
        cancelled = self._invoice(1, "2026-09-01")
        cancelled.button_draft()
        cancelled.button_cancel()
        section = self._home(self._activity("2026-09-30"))
        self.assertEqual([line.move_id for line in section.lines], [kept.id])
        self.assertAddsUp(section)

    def test_money_for_an_invoice_back_in_draft_is_credit_until_it_is_posted(self):
        invoice = self._invoice(100, "2026-09-01")
        payment = self._payment(100, "2026-09-05")
        self._match("2026-09-05", invoice, payment)
        invoice.button_draft()
        section = self._home(self._open("2026-09-30"))
        self.assertEqual(section.closing, Decimal("-100.00"))
        self.assertEqual(section.figures.available_credit, Decimal("100.00"))
        self.assertAddsUp(self._home(self._activity("2026-09-30")))
        invoice.action_post()
        self.assertFalse(self._home(self._open("2026-09-30")).lines)

    def test_an_empty_ledger_has_one_empty_section(self):
        for sections in (self._activity("2026-09-30"), self._open("2026-09-30")):
            self.assertEqual(list(sections), [self.home.name])
            section = self._home(sections)
            self.assertEqual((section.closing, section.lines), (0, ()))
            self.assertEqual(str(section.closing), "0.00")

    def test_each_company_has_its_own_statement(self):
        """A-05: the same customer in two companies, each ledger by itself."""
        data = self.setup_other_company()
        other = data["company"]
        self._invoice(100, "2026-09-01")
        with self._books_of(data):
            self._entry(7, "2026-09-01", journal_id=data["default_journal_misc"].id)
        for company, balance in ((self.company, 100), (other, 7)):
            (figures,) = read_figures(self.customer, company, date(2026, 9, 30))
            self.assertEqual(figures.balance, balance)

    def test_a_branch_has_its_own_statement_though_it_shares_the_accounts(self):
        """A-05: what is matched between branch and company is settled in both."""
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.company.id}
        )
        self.env.user.company_ids |= branch
        self._invoice(100, "2026-09-01")
        theirs = self._entry(7, "2026-09-01", company_id=branch.id)
        self.assertEqual(theirs.company_id, branch)
        for company, balance in ((self.company, 100), (branch, 7)):
            (figures,) = read_figures(self.customer, company, date(2026, 9, 30))
            self.assertEqual(figures.balance, balance)
        money = self._payment(7, "2026-09-10")
        self._match("2026-09-10", theirs, money)
        (figures,) = read_figures(self.customer, branch, date(2026, 9, 30))
        self.assertEqual(figures.balance, 0)
        section = self._home(self._activity("2026-09-30"))
        self.assertEqual(section.closing, 100)
        self.assertAddsUp(section)
