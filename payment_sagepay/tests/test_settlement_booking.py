from decimal import Decimal

from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementBooking(SettlementCommon):
    """A day of the statement becomes a day in the journal."""

    def test_a_receipt_settles_its_payment(self):
        """S-04: by number, and the journal holds what the gateway holds."""
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number)
        day = self.take_in()
        line = day.line_ids
        self.assertEqual((line.state, line.transaction_id), ("booked", tx))
        self.assertTrue(tx.payment_id.is_matched)
        self.assertTrue(line.statement_line_id.is_reconciled)
        self.assertEqual(line.statement_line_id.partner_id, self.customer)
        self.assertEqual(day.state, "imported")
        self.assertTrue(day.is_balanced)
        self.assertEqual(day.statement_id.balance_end_real, 100.0)
        self.assertTrue(day.statement_id.is_complete)
        self.assertAgrees()
        self.assertFalse(self.open_exceptions())

    def test_the_same_file_twice_adds_nothing(self):
        """S-01"""
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number)
        data = self.account.close()
        day = self.take_in(data)
        again, new = self.days._take_in(self.as_system(), data)
        self.assertEqual((again, new), (day, 0))
        self.assertEqual(again.state, "imported")
        self.assertEqual(len(self.lines.search([("day_id", "=", day.id)])), 1)
        self.assertAgrees()

    def test_a_lost_notification_is_booked_once(self):
        """S-06, R-15, I2: through the same function as every other answer."""
        invoice = self.make_invoice(250.0)
        tx = self.make_tx(invoice)
        self.account.receive(tx)
        self.take_in()
        self.assertPaidOnce(tx)
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertTrue(tx.payment_id.is_matched)
        notice = self.last_notice()
        self.assertEqual((notice.kind, notice.outcome), ("statement", "paid"))
        self.assertTrue(notice._proves(tx))
        self.assertAgrees()

    def test_late_news_of_a_payment_the_statement_proved_is_a_repetition(self):
        """R-15: nothing is booked again and nobody is alarmed."""
        tx = self.make_tx(self.make_invoice(250.0))
        number = self.account.receive(tx)
        self.take_in()
        notice = self.pay(tx, trace=f"57830.{number}")
        self.assertEqual(notice.outcome, "duplicate")
        self.assertPaidOnce(tx)

    def test_fees_with_vat_on_a_line_of_its_own(self):
        self.account.move("NSF", "-75.00", "Service fee")
        self.account.move("VAT", "-11.25", "Value added tax")
        day = self.take_in()
        self.assertVatReport(day, base=75.0, vat=11.25)
        self.assertAgrees()

    def test_fees_with_vat_inside(self):
        """The same lines of the VAT report as the other form.

        However the gateway signs what is inside. (S-10)
        """
        self.account.move("NSF", "-86.25", "Service fee", vat="11.2500")
        self.assertVatReport(self.take_in(), base=75.0, vat=11.25)
        self.account.move("NSF", "-86.25", "Service fee", vat="-11.2500")
        self.assertVatReport(self.take_in(), base=75.0, vat=11.25)
        self.assertAgrees()

    def assertVatReport(self, day, base, vat):
        """Fail unless the tax report finds just this base and this tax."""
        items = day.line_ids.statement_line_id.move_id.line_ids
        tax = self.sagepay.sagepay_fee_tax_id
        self.assertTrue(tax)
        bases = items.filtered(lambda item: item.tax_ids == tax)
        self.assertEqual(sum(bases.mapped("balance")), base)
        self.assertEqual(bases.account_id, self.sagepay.sagepay_fee_account_id)
        taxes = items.filtered(lambda item: item.tax_line_id == tax)
        self.assertEqual(sum(taxes.mapped("balance")), vat)
        self.assertEqual(sum(taxes.mapped("tax_base_amount")), base)
        tags = tax.invoice_repartition_line_ids.filtered(
            lambda share: share.repartition_type == "tax"
        ).tag_ids
        self.assertEqual(taxes.tax_tag_ids, tags)
        self.assertFalse(self.open_exceptions())

    def test_cents_never_drift(self):
        """M-12: four decimals at the gateway, two in the books."""
        for _time in range(7):
            self.account.move("NSF", "-0.0033", "Service fee")
        self.account.move("PCD", "10.00", "no reference")
        day = self.take_in()
        self.assertTrue(day.is_balanced)
        self.assertEqual(self.balance(), Decimal("9.98"))

    def test_information_without_money_is_kept_and_not_booked(self):
        self.account.move("PNU", "0.00", "declined")
        day = self.take_in()
        self.assertEqual(day.line_ids.state, "no_money")
        self.assertFalse(day.line_ids.statement_line_id)
        self.assertEqual(day.state, "imported")

    def test_information_under_one_number_keeps_no_receipt_out(self):
        """S-03: repeated words once, other words apart; the day can come again."""
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number)
        for text in ("Declined", "Declined", "Expired"):
            self.account.move("PNU", "0.00", text, number="7")
        data = self.account.close()
        day = self.take_in(data)
        self.assertTrue(tx.payment_id.is_matched)
        told = day.line_ids.filtered(lambda line: line.code == "PNU")
        self.assertEqual(told.mapped("description"), ["Declined", "Expired"])
        _day, new = self.days._take_in(self.as_system(), data + b"\n", None, True)
        self.assertEqual((new, len(day.line_ids)), (0, 3))
        self.assertAgrees()

    def test_a_movement_is_stored_once_whatever_its_words(self):
        """S-05: the database decides, however it came to be tried."""
        self.account.move("PCD", "10.00", "july")
        line = self.take_in().line_ids
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            line.copy({"description": "august"})

    def test_a_day_without_movements_is_done(self):
        self.assertEqual(self.take_in().state, "empty")

    def test_a_line_costs_as_little_in_a_longer_day(self):
        """S-13: a few statements per line, however many lines there are."""
        few, many = self.statements_for(3), self.statements_for(13)
        self.assertLessEqual((many - few) / 10, 6)

    def statements_for(self, receipts):
        """Return how many SQL statements the booking of a day of receipts takes."""
        for _receipt in range(receipts):
            tx, number = self.paid_tx(100.0)
            self.account.receive(tx, number=number)
        day, _new = self.days._take_in(self.as_system(), self.account.close(), None, 1)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        day._book_all()
        self.env.flush_all()
        self.assertEqual(set(day.line_ids.mapped("state")), {"booked"})
        return self.env.cr.sql_log_count - before
