from datetime import date

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestTimeline(ZoneCommon):
    """Sent, opened, payment started, paid, in the bank: from what really happened."""

    def _note(self, kind):
        visitor = {
            "company_id": self.company.id,
            "customer_id": self.customer.id,
            "recipient_id": self.contact.id,
        }
        self.env["customer.zone.event"]._record(visitor, kind, move=self.invoice)
        self.invoice.invalidate_recordset()

    def _bank_line(self, amount, day="2026-03-09", journal=None):
        journal = journal or self.company_data["default_journal_bank"]
        return self.env["account.bank.statement.line"].create(
            {
                "journal_id": journal.id,
                "date": day,
                "payment_ref": "EFT",
                "amount": amount,
            }
        )

    def _match(self, line, other):
        """Match a statement line with an open item, as a bookkeeper does."""
        _liquidity, suspense, _others = line.with_context(
            skip_account_move_synchronization=True
        )._seek_for_lines()
        line.with_context(
            skip_account_move_synchronization=True, force_delete=True
        ).write(
            {
                "line_ids": [
                    Command.delete(suspense.id),
                    Command.create(
                        {
                            "account_id": other.account_id.id,
                            "partner_id": other.partner_id.id,
                            "balance": suspense.balance,
                            "name": "matched",
                        }
                    ),
                ]
            }
        )
        mine = line.line_ids.filtered(lambda one: one.account_id == other.account_id)
        (mine | other).reconcile()
        self.env.invalidate_all()

    def _receivable(self):
        return self.invoice.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )

    def test_nothing_happened_nothing_said(self):
        self.assertFalse(self.invoice.customer_zone_stage)
        self.assertFalse(self.invoice.customer_zone_paid_on)
        self.assertFalse(self.invoice.customer_zone_banked_on)

    def test_online_payment_goes_from_sent_to_the_bank(self):
        journal = self.company_data["default_journal_bank"]
        outstanding = self.env["account.account"].create(
            {
                "name": "Outstanding online",
                "code": "119911",
                "account_type": "asset_current",
                "reconcile": True,
            }
        )
        journal.inbound_payment_method_line_ids.payment_account_id = outstanding
        self._note("sent")
        self.assertEqual(self.invoice.customer_zone_stage, "sent")
        self._note("view")
        self.assertEqual(self.invoice.customer_zone_stage, "opened")
        tx = self._transaction(self.invoice)
        self.invoice.invalidate_recordset()
        self.assertEqual(self.invoice.customer_zone_stage, "started")
        self.assertEqual(self.invoice.customer_zone_started_at, tx.create_date)
        tx._set_done()
        tx._post_process()
        self.invoice.invalidate_recordset()
        self.assertEqual(self.invoice.customer_zone_stage, "paid")
        self.assertEqual(self.invoice.customer_zone_paid_on, fields.Date.today())
        self.assertFalse(self.invoice.customer_zone_banked_on)
        money = tx.payment_id.move_id.line_ids.filtered(
            lambda line: line.account_id == outstanding
        )
        self._match(self._bank_line(1000.0), money)
        self.assertEqual(self.invoice.customer_zone_stage, "banked")
        self.assertEqual(self.invoice.customer_zone_banked_on, date(2026, 3, 9))

    def test_transfer_matched_on_the_statement_is_in_the_bank_at_once(self):
        self._match(self._bank_line(1000.0), self._receivable())
        self.assertEqual(self.invoice.payment_state, "paid")
        self.assertEqual(self.invoice.customer_zone_stage, "banked")
        self.assertEqual(self.invoice.customer_zone_banked_on, date(2026, 3, 9))

    def _pay_out(self, journal, day):
        """Let a provider pay out to the bank; return the two items in transit."""
        transit = self.env["account.account"].search([("code", "=", "119912")])
        transit = transit or self.env["account.account"].create(
            {
                "name": "In transit",
                "code": "119912",
                "account_type": "asset_current",
                "reconcile": True,
            }
        )
        items = self.env["account.move.line"]
        for line in (
            self._bank_line(-1000.0, day, journal),
            self._bank_line(1000.0, day),
        ):
            suspense = line._seek_for_lines()[1]
            suspense.account_id = transit
            items |= suspense
        return items

    def test_money_with_a_provider_is_not_in_the_bank(self):
        """A receipt on a provider's own statement gets there with the next payout."""
        journal = self.company_data["default_journal_bank"].copy(
            {"name": "Gateway", "code": "GWAY"}
        )
        self.assertFalse(journal.bank_account_id)
        self.provider.sudo().journal_id = journal
        self._pay_out(journal, "2026-02-27").reconcile()
        self._match(self._bank_line(1000.0, journal=journal), self._receivable())
        self.assertEqual(self.invoice.customer_zone_stage, "paid")
        self.assertFalse(self.invoice.customer_zone_banked_on)
        items = self._pay_out(journal, "2026-03-11")
        self.env.invalidate_all()
        self.assertEqual(self.invoice.customer_zone_stage, "paid")
        items.reconcile()
        self.env.invalidate_all()
        self.assertEqual(self.invoice.customer_zone_stage, "banked")
        self.assertEqual(self.invoice.customer_zone_banked_on, date(2026, 3, 11))

    def test_credit_settles_an_invoice_and_is_no_money(self):
        refund = self.invoice._reverse_moves(cancel=True)
        self.assertEqual(refund.state, "posted")
        self.invoice.invalidate_recordset()
        self.assertNotIn(self.invoice.payment_state, ("paid", "not_paid"))
        self.assertFalse(self.invoice.customer_zone_banked_on)

    def test_half_of_the_money_is_not_paid(self):
        self._match(self._bank_line(400.0), self._receivable())
        self.assertEqual(self.invoice.payment_state, "partial")
        self.assertFalse(self.invoice.customer_zone_paid_on)
        self.assertFalse(self.invoice.customer_zone_banked_on)
