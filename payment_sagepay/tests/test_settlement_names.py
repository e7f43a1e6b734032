from odoo.tests import tagged

from .common import SERVICE_KEY
from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementNames(SettlementCommon):
    """How a line of the statement says whose payment it is."""

    def test_a_trace_that_was_only_pending_names_the_payment(self):
        """S-04, R-15: the news that it settled was lost, the reference cut off."""
        tx = self.make_tx(self.make_invoice(1250.0))
        self.gateway.knows(
            "20417.40001299", tx.reference, accepted=False, reason="Pending"
        )
        self.tell(
            self.fields_for(tx, accepted="false", trace="20417.40001299", Method="2")
        )
        self.assertEqual(tx.state, "pending")
        self.account.move("PNE", "1250.00", "Karoo Crafts Bpk INV-20", "40001299")
        self.take_in()
        self.assertPaidOnce(tx)
        self.assertTrue(tx.payment_id.is_matched)
        self.assertFalse(self.open_exceptions())
        self.assertAgrees()

    def test_a_posted_trace_nobody_verified_names_nothing(self):
        """N-01: anybody can post a number."""
        tx = self.make_tx(self.make_invoice(1250.0))
        self.tell(self.fields_for(tx, trace="20417.40001299"))
        self.account.move("PNE", "1250.00", "?", "40001299")
        self.take_in()
        self.assertNotPaid(tx)
        self.assertTrue(self.open_exceptions("not_in_books"))

    def test_a_number_of_another_amount_does_not_stand_against_a_reference(self):
        """S-04: by number only with equal amount, then by reference."""
        _other, number = self.paid_tx(100.0)
        tx, _own = self.paid_tx(349.0)
        self.account.receive(tx, number=number)
        self.take_in()
        self.assertTrue(tx.payment_id.is_matched)
        self.assertFalse(self.open_exceptions())

    def test_the_banks_reason_at_the_end_is_no_part_of_the_reference(self):
        """S-09, M-15: a returned EFT is listed with its payment."""
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number)
        self.account.move("PNZ", "-100.00", f"{tx.reference}-Code:05")
        self.take_in()
        row = self.open_exceptions("reversal")
        self.assertEqual(row.transaction_id, tx)

    def test_what_a_payer_writes_does_not_keep_a_day_out(self):
        """S-15: somebody pays into this account for another company's invoice."""
        company = self.setup_other_company(name="Other Farm")["company"]
        provider = self.env["payment.provider"].sudo()._sagepay_of_company(company)
        provider.write({"state": "test", "sagepay_service_key": SERVICE_KEY})
        theirs = self.make_tx(reference="OTHER-FARM-1", provider_id=provider.id)
        self.account.move("PCD", "100.00", theirs.reference)
        self.account.move("ZZZ", "5.00", theirs.reference)
        day = self.take_in()
        self.assertEqual(day.state, "imported")
        self.assertTrue(self.open_exceptions("deposit"))
        self.assertNotPaid(theirs)
        self.assertAgrees()

    def test_a_payment_under_anothers_reference_keeps_no_day_out(self):
        """S-15, N-14: the day is booked, and the line waits for a person."""
        company = self.setup_other_company(name="Other Farm")["company"]
        provider = self.env["payment.provider"].sudo()._sagepay_of_company(company)
        provider.write({"state": "test", "sagepay_service_key": SERVICE_KEY})
        theirs = self.make_tx(reference="OTHER-FARM-1", provider_id=provider.id)
        ours = self.make_tx(self.make_invoice(100.0))
        self.pay(ours)
        self.account.receive(ours)
        self.account.receive(theirs, amount="5.00")
        day = self.take_in()
        self.assertEqual(day.state, "imported")
        self.assertEqual(self.open_exceptions("not_in_books").amount, 5.0)
        self.assertNotPaid(theirs)
        self.assertAgrees()
