from datetime import date
from decimal import Decimal

from odoo import Command
from odoo.tests import tagged

from odoo.addons.customer_zone.statement import Document

from .statement_common import StatementCommon


@tagged("post_install", "-at_install")
class TestStatementCases(StatementCommon):
    """M-16: every special thing a ledger can hold, one at a time."""

    def test_an_invoice_in_instalments_is_one_movement_and_one_open_item_per_term(self):
        """M-10: each instalment has its own due date and its own age."""
        term = self.env["account.payment.term"].create(
            {
                "name": "Three parts",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": part, "nb_days": days}
                    )
                    for part, days in ((40, 30), (30, 61), (30, 91))
                ],
            }
        )
        invoice = self._invoice(1000, "2026-09-14", invoice_payment_term_id=term.id)
        payment = self._payment(450, "2026-10-13")
        self._match("2026-10-13", invoice, payment)
        moved = self._home(self._activity("2026-11-16"))
        self.assertEqual(
            [(line.charge, line.instalment_count) for line in moved.lines],
            [(Decimal("1000.00"), 3), (Decimal("0.00"), 1)],
        )
        self.assertEqual(moved.lines[0].residual, Decimal("550.00"))
        self.assertEqual(moved.lines[0].days_overdue, 2)
        still = self._home(self._open("2026-11-16"))
        self.assertEqual(
            [
                (line.instalment, line.instalment_count, line.charge, line.residual)
                for line in still.lines
            ],
            [
                (2, 3, Decimal("300.00"), Decimal("250.00")),
                (3, 3, Decimal("300.00"), Decimal("300.00")),
            ],
        )
        self.assertEqual([line.days_overdue for line in still.lines], [2, 0])
        self.assertAddsUp(moved)
        self.assertAddsUp(still)

    def test_what_is_matched_after_the_day_is_open_on_the_day(self):
        """M-16: a statement printed for a day is the same whenever it is printed."""
        invoice = self._invoice(100, "2026-09-01", due="2026-10-01")
        payment = self._payment(70, "2026-09-20")
        before = [self._open("2026-10-15"), self._activity("2026-10-15")]
        self._match("2026-10-20", invoice, payment)
        self.assertEqual(
            [self._open("2026-10-15"), self._activity("2026-10-15")], before
        )
        self.assertEqual(
            [line.residual for line in self._home(before[0]).lines],
            [Decimal("100.00"), Decimal("-70.00")],
        )
        after = self._home(self._open("2026-10-20"))
        self.assertEqual([line.residual for line in after.lines], [Decimal("30.00")])

    def test_a_matching_of_postdated_money_waits_for_its_date(self):
        invoice = self._invoice(100, "2026-09-01")
        payment = self._payment(100, "2026-12-01")
        self._match("2026-09-05", invoice, payment)
        section = self._home(self._open("2026-11-30"))
        self.assertEqual([line.residual for line in section.lines], [Decimal("100.00")])
        self.assertAddsUp(section)
        self.assertFalse(self._home(self._open("2026-12-01")).lines)

    def test_unallocated_money_and_open_credit_stand_last_with_a_minus(self):
        self._invoice(100, "2026-09-01", due="2026-12-01")
        self._credit_note(30, "2026-07-01")
        self._payment(20, "2026-08-01")
        section = self._home(self._open("2026-10-01"))
        self.assertEqual(
            [(line.document, line.residual, line.bucket) for line in section.lines],
            [
                (Document.INVOICE, Decimal("100.00"), 0),
                (Document.CREDIT_NOTE, Decimal("-30.00"), -1),
                (Document.PAYMENT, Decimal("-20.00"), -1),
            ],
        )
        self.assertEqual(section.figures.available_credit, Decimal("50.00"))
        self.assertEqual(section.figures.overdue, Decimal("0.00"))
        self.assertAddsUp(section)

    def test_a_refund_is_a_charge_and_a_returned_payment_a_reversal(self):
        self._payment(100, "2026-09-01")
        self._payment(40, "2026-09-02", payment_type="outbound")
        returned = self._payment(60, "2026-09-03")
        returned.move_id._reverse_moves([{"date": date(2026, 9, 4)}], cancel=True)
        section = self._home(self._activity("2026-09-30"))
        self.assertEqual(
            [(line.document, line.charge - line.credit) for line in section.lines],
            [
                (Document.PAYMENT, Decimal("-100.00")),
                (Document.REFUND, Decimal("40.00")),
                (Document.PAYMENT, Decimal("-60.00")),
                (Document.REVERSAL, Decimal("60.00")),
            ],
        )
        self.assertEqual(section.totals.refunded, Decimal("40.00"))
        self.assertEqual(section.totals.other, Decimal("60.00"))
        self.assertAddsUp(section)

    def test_a_reversed_invoice_leaves_two_movements_and_nothing_open(self):
        invoice = self._invoice(100, "2026-09-01")
        with self._on("2026-09-10"):
            invoice._reverse_moves(
                [{"date": date(2026, 9, 10), "invoice_date": date(2026, 9, 10)}],
                cancel=True,
            )
        section = self._home(self._activity("2026-09-30"))
        self.assertEqual(
            [line.document for line in section.lines],
            [Document.INVOICE, Document.CREDIT_NOTE],
        )
        self.assertEqual([line.residual for line in section.lines], [0, 0])
        self.assertFalse(self._home(self._open("2026-09-30")).lines)
        self.assertEqual(
            [line.residual for line in self._home(self._open("2026-09-09")).lines],
            [Decimal("100.00")],
        )

    def test_a_settlement_discount_is_named_in_the_payment_that_took_it(self):
        """M-10: the credit is the ledger's, what no money came for is told apart."""
        invoice = self._invoice(100, "2026-09-01")
        with self._on("2026-09-10"):
            self._register_payment(
                invoice,
                amount=95,
                payment_date="2026-09-10",
                journal_id=self.bank.id,
                payment_difference_handling="reconcile",
                writeoff_account_id=self.revenue.id,
            )
        section = self._home(self._activity("2026-09-30"))
        self.assertEqual(section.lines[1].credit, Decimal("100.00"))
        self.assertEqual(section.lines[1].written_off, Decimal("5.00"))
        self.assertEqual(section.closing, 0)

    def test_a_write_off_by_entry_closes_an_invoice(self):
        invoice = self._invoice(100, "2026-09-01")
        write_off = self._entry(-100, "2026-10-01", label="Bad debt")
        self._match("2026-10-01", invoice, write_off)
        section = self._home(self._activity("2026-10-31"))
        self.assertEqual(
            [(line.document, line.description) for line in section.lines],
            [(Document.INVOICE, ""), (Document.ENTRY, "Bad debt")],
        )
        self.assertEqual(section.closing, 0)
        self.assertAddsUp(section)

    def test_an_opening_balance_by_entry_is_brought_forward(self):
        self._entry(9870, "2026-08-31")
        section = self._home(self._activity("2026-11-16", "2026-09-01"))
        self.assertEqual(section.opening, Decimal("9870.00"))
        self.assertEqual(section.closing, Decimal("9870.00"))
        self.assertFalse(section.lines)
        self.assertEqual(section.brought_forward, section.carried_forward)
        self.assertAddsUp(section)

    def test_money_matched_from_the_bank_without_a_payment_is_a_payment(self):
        invoice = self._invoice(100, "2026-09-01")
        line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank.id,
                "payment_ref": "EFT C00412",
                "date": "2026-09-08",
                "amount": 100,
                "partner_id": self.customer.id,
            }
        )
        _bank, suspense, _other = line._seek_for_lines()
        suspense.account_id = self.receivable
        self._match("2026-09-08", invoice, line.move_id)
        section = self._home(self._activity("2026-09-30"))
        self.assertEqual(section.lines[1].document, Document.PAYMENT)
        self.assertEqual(section.lines[1].description, "EFT C00412")
        self.assertEqual(section.totals.paid, Decimal("-100.00"))
        self.assertEqual(section.closing, 0)

    def test_money_written_by_hand_in_a_bank_journal_is_a_payment(self):
        """The tab Payments shows it as one; here it is none else."""
        entry = self.env["account.move"].create(
            {
                "journal_id": self.bank.id,
                "date": "2026-09-08",
                "ref": "EFT C00413",
                "line_ids": [
                    Command.create(
                        {
                            "account_id": self.receivable.id,
                            "partner_id": self.customer.id,
                            "credit": 60,
                        }
                    ),
                    Command.create(
                        {"account_id": self.bank.default_account_id.id, "debit": 60}
                    ),
                ],
            }
        )
        entry.action_post()
        section = self._home(self._activity("2026-09-30"))
        self.assertEqual(section.lines[0].document, Document.PAYMENT)
        self.assertEqual(section.totals.paid, Decimal("-60.00"))
        owed = self._home(self._open("2026-09-30"))
        self.assertEqual(owed.lines[0].document, Document.PAYMENT)

    def test_cash_basis_entries_do_not_touch_the_statement(self):
        self.company.tax_exigibility = True
        transition = self.env["account.account"].create(
            {
                "name": "VAT to come",
                "code": "VATTOCOME",
                "account_type": "liability_current",
                "reconcile": True,
            }
        )
        tax = self.env["account.tax"].create(
            {
                "name": "15% on payment",
                "amount": 15,
                "tax_exigibility": "on_payment",
                "cash_basis_transition_account_id": transition.id,
            }
        )
        invoice = self._invoice(0, "2026-09-01")
        invoice.button_draft()
        invoice.invoice_line_ids.write(
            {"price_unit": 100, "tax_ids": [Command.set(tax.ids)]}
        )
        invoice.action_post()
        payment = self._payment(50, "2026-09-05")
        self._match("2026-09-06", invoice, payment)
        self.assertTrue(invoice.tax_cash_basis_created_move_ids)
        section = self._home(self._activity("2026-09-30"))
        self.assertEqual(len(section.lines), 2)
        self.assertEqual(section.closing, Decimal("65.00"))
        self.assertAddsUp(section)
