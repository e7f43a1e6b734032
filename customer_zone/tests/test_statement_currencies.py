from decimal import Decimal

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.customer_zone.statement import Document

from .statement_common import StatementCommon


@tagged("post_install", "-at_install")
class TestStatementCurrencies(StatementCommon):
    """M-12, M-16: one section per currency, each true in its own."""

    def _foreign(self, amount, day, **values):
        return self._invoice(amount, day, currency_id=self.foreign.id, **values)

    def test_each_currency_is_a_section_with_its_own_amounts(self):
        self._invoice(100, "2026-09-01", due="2026-09-30")
        self._foreign(40, "2026-09-02")
        sections = self._open("2026-11-16")
        self.assertEqual(list(sections), [self.home.name, "EUR"])
        self.assertEqual(sections["EUR"].closing, Decimal("40.00"))
        self.assertEqual(self._home(sections).closing, Decimal("100.00"))
        one = self._open("2026-11-16", currency_id=self.foreign.id)
        self.assertEqual(list(one), ["EUR"])
        self.assertEqual(one["EUR"].lines, sections["EUR"].lines)

    def test_a_rate_that_moved_leaves_nothing_open_in_the_foreign_currency(self):
        """The exchange difference has no amount in euro and is not on the page."""
        invoice = self._foreign(100, "2026-09-02")
        payment = self._payment(100, "2026-10-05", currency_id=self.foreign.id)
        self._match("2026-10-07", invoice, payment)
        self.assertTrue(self._items(invoice).matched_credit_ids.exchange_move_id)
        sections = self._activity("2026-11-16")
        self.assertEqual(
            [line.document for line in sections["EUR"].lines],
            [Document.INVOICE, Document.PAYMENT],
        )
        self.assertEqual(sections["EUR"].closing, 0)
        self.assertFalse(self._home(sections).lines)
        self.assertAddsUp(sections["EUR"])
        early = self._open("2026-10-06")["EUR"]
        self.assertEqual([line.residual for line in early.lines], [100, -100])

    def test_an_invoice_paid_in_another_currency_is_settled_in_both_sections(self):
        """M-12: what was settled elsewhere is a line, so both balances are right."""
        invoice = self._foreign(100, "2026-09-02")
        payment = self._payment(1900, "2026-09-20")
        days = ("2026-09-19", "2026-09-30")
        before = [(self._open(day), self._activity(day)) for day in days]
        self._match("2026-10-10", invoice, payment)
        self.assertEqual(
            [(self._open(day), self._activity(day)) for day in days], before
        )
        self.assertEqual(invoice.amount_residual, 5)
        sections = self._activity("2026-10-10")
        for section in sections.values():
            self.assertAddsUp(section)
            self.assertEqual(section.lines[-1].document, Document.TRANSFER)
        self.assertEqual(sections["EUR"].closing, Decimal("5.00"))
        self.assertEqual(self._home(sections).closing, Decimal("0.00"))

    def test_a_difference_booked_back_counts_from_the_matching_that_made_it(self):
        """M-16: matching in November books the difference on the last of October."""
        invoice = self._foreign(100, "2026-09-02")
        payment = self._payment(2500, "2026-10-05")
        days = ("2026-10-05", "2026-10-31", "2026-11-09")
        before = [(self._open(day), self._activity(day)) for day in days]
        with freeze_time("2026-11-10"):
            self._match("2026-11-10", invoice, payment)
        booked = self._items(self._items(invoice).matched_credit_ids.exchange_move_id)
        self.assertEqual(booked.date.isoformat(), "2026-10-31")
        self.assertEqual(booked.amount_currency, 500)
        self.assertEqual(
            [(self._open(day), self._activity(day)) for day in days], before
        )
        sections = self._activity("2026-11-10")
        for section in sections.values():
            self.assertAddsUp(section)
            self.assertEqual(section.closing, 0)
        self.assertEqual(
            [
                (line.document, line.date.isoformat())
                for line in self._home(sections).lines
            ],
            [
                (Document.PAYMENT, "2026-10-05"),
                (Document.EXCHANGE, "2026-11-10"),
                (Document.TRANSFER, "2026-11-10"),
            ],
        )
        self.assertEqual(
            self._home(self._activity("2026-11-30", "2026-11-05")).opening, -2500
        )

    def test_a_payment_from_another_customer_settles_without_naming_it(self):
        """A-05: the other customer's document is not shown, the debt is not either."""
        other = self._partner("Baobab Stores")
        invoice = self._invoice(100, "2026-09-01")
        payment = self._payment(100, "2026-09-10", partner_id=other.id)
        self._match("2026-09-12", invoice, payment)
        section = self._home(self._activity("2026-09-30"))
        self.assertEqual(
            [(line.document, line.name) for line in section.lines],
            [(Document.INVOICE, invoice.name), (Document.TRANSFER, invoice.name)],
        )
        self.assertEqual(section.closing, 0)
        self.assertAddsUp(section)
        theirs = self._home(self._activity("2026-09-30", customer=other))
        self.assertEqual(theirs.closing, 0)
        self.assertNotIn(invoice.name, [line.name for line in theirs.lines])
        self.assertEqual(self._home(self._open("2026-09-11")).closing, 100)

    def test_an_item_moved_to_another_customer_after_matching_is_found(self):
        """The mark on the matching follows a change of customer."""
        other = self._partner("Baobab Stores")
        invoice = self._invoice(100, "2026-09-01")
        payment = self._payment(100, "2026-09-10")
        self._match("2026-09-12", invoice, payment)
        self._items(payment).partner_id = other
        section = self._home(self._activity("2026-09-30"))
        self.assertEqual(section.closing, 0)
        self.assertAddsUp(section)

    def test_an_item_without_a_customer_settles_too(self):
        """M-16: money booked to nobody takes the debt off, from either side."""
        nobody = self.customer.browse()
        invoice = self._invoice(100, "2026-09-01")
        note = self._credit_note(30, "2026-09-02")
        paid = self._entry(-100, "2026-09-10", customer=nobody)
        returned = self._entry(30, "2026-09-11", customer=nobody)
        self._match("2026-09-12", invoice, paid)
        self._match("2026-09-12", note, returned)
        for since in (None, "2026-09-05", "2026-09-20"):
            section = self._home(self._activity("2026-09-30", since))
            self.assertEqual(section.closing, 0)
            self.assertAddsUp(section)
        self.assertFalse(self._home(self._open("2026-09-30")).lines)
        section = self._home(self._activity("2026-09-30"))
        transfers = [
            line for line in section.lines if line.document == Document.TRANSFER
        ]
        self.assertEqual([line.name for line in transfers], [invoice.name, note.name])
