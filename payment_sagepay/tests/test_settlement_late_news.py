from odoo.tests import tagged

from .. import intake
from .settlement_common import SettlementCommon

REAL = "57830.99000001"
OTHER = "57830.99000002"


@tagged("post_install", "-at_install")
class TestSettlementLateNews(SettlementCommon):
    """News of a payment that the statement has proven: the same money, or more?

    That a trace ends in the number of its line is nowhere promised.
    """

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(250.0))
        self.number = self.account.receive(self.tx)
        self.take_in()
        self.assertPaidOnce(self.tx)

    def traces(self):
        """Return the traces known to be of this payment."""
        claims = self.env["sagepay.trace"].search([("transaction_id", "=", self.tx.id)])
        return set(claims.mapped("trace"))

    def check_now(self, trace):
        """Look a trace up by hand; return the notice of it."""
        with self.test_cursors():
            checked = intake.check(
                self.env.registry, self.sagepay.id, trace, self.env.uid
            )
        return self.env["sagepay.notice"].browse(checked.notice_id)

    def assertSameMoney(self, notice, trace):
        """Fail unless nobody is alarmed and the trace is known as the payment's."""
        self.assertEqual(notice.outcome, "duplicate")
        self.assertFalse(notice.needs_attention)
        self.assertEqual(self.tx.provider_reference, trace)
        self.assertIn(trace, self.traces())
        self.assertPaidOnce(self.tx)

    def assertSecondMoney(self, notice):
        """Fail unless a person is asked to give money back."""
        self.assertEqual(notice.outcome, "second_payment")
        self.assertTrue(notice.needs_attention)
        self.assertPaidOnce(self.tx)

    def test_the_first_trace_is_the_payment_itself(self):
        """R-15: whatever its number; told again it is a repetition."""
        self.assertSameMoney(self.pay(self.tx, trace=REAL), REAL)
        asked = len(self.gateway.asked)
        self.assertSameMoney(self.pay(self.tx, trace=REAL), REAL)
        self.assertEqual(len(self.gateway.asked), asked)

    def test_check_now_finds_the_same_money(self):
        """R-15: a person who looks the trace up is not told to pay it back."""
        self.gateway.knows(REAL, self.tx.reference, amount="250.00")
        self.assertSameMoney(self.check_now(REAL), REAL)
        self.assertSameMoney(self.check_now(REAL), REAL)

    def test_one_more_trace_is_a_second_payment(self):
        """I1: told twice, shown twice; the first stays the payment's own."""
        self.assertSameMoney(self.pay(self.tx, trace=REAL), REAL)
        for _time in range(2):
            self.assertSecondMoney(self.pay(self.tx, trace=OTHER))
        self.assertEqual(self.tx.provider_reference, REAL)

    def test_after_the_trace_of_the_line_any_other_is_a_second_payment(self):
        """I1: the number that fits leaves no doubt."""
        first = f"57830.{self.number}"
        self.assertSameMoney(self.pay(self.tx, trace=first), first)
        self.assertSecondMoney(self.pay(self.tx, trace=OTHER))

    def test_a_second_line_is_second_money_though_its_trace_was_taken_for_the_first(
        self,
    ):
        """I1, S-04: the trace matched by guess; the line of its number comes later."""
        self.assertSameMoney(self.pay(self.tx, trace=REAL), REAL)
        self.account.receive(self.tx, number="99000001")
        day = self.take_in()
        row = self.open_exceptions("paid_twice")
        self.assertEqual(row.line_id, day.line_ids)
        self.assertEqual((row.transaction_id, row.amount), (self.tx, 250.0))
        self.assertTrue(row.activity_ids)
        self.assertPaidOnce(self.tx)
        self.assertAgrees()

    def test_a_trace_with_a_line_of_its_own_is_a_second_payment(self):
        """I1: both lines came before both notices; then the first is told of."""
        self.account.receive(self.tx, number="99000001")
        self.take_in()
        self.assertSecondMoney(self.pay(self.tx, trace=REAL))
        first = f"57830.{self.number}"
        self.assertSameMoney(self.pay(self.tx, trace=first), first)

    def test_another_amount_or_the_trace_of_another_payment_is_none_of_it(self):
        """N-05, N-06: adopting a trace takes no less than any payment."""
        notice = self.pay(self.tx, trace=REAL, amount="249.99")
        self.assertEqual(notice.outcome, "amount_differs")
        other = self.make_tx(self.make_invoice(250.0))
        self.pay(other, trace=OTHER)
        notice = self.pay(self.tx, trace=OTHER)
        self.assertEqual(notice.outcome, "trace_used")
        self.assertNotIn(OTHER, self.traces())
        self.assertSameMoney(self.pay(self.tx, trace=REAL), REAL)
