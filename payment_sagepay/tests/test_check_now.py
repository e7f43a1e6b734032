from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from ..paynow.errors import Malformed, RetryLater
from .common import TRACE, SagepayCommon


@tagged("post_install", "-at_install")
class TestCheckNow(SagepayCommon):
    """A person asks the gateway about one trace."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bookkeeper = new_test_user(
            cls.env,
            login="bookkeeper who checks",
            groups="base.group_user,account.group_account_invoice",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))

    def check(self, trace, user=None):
        """Press the button; return the wizard and the action it answers."""
        wizards = self.env["sagepay.check"].with_user(user or self.bookkeeper)
        wizard = wizards.create({"trace": trace})
        with self.test_cursors():
            action = wizard.action_check()
        self.env.invalidate_all()
        return wizard, action

    def test_a_lost_message_is_healed(self):
        """R-15: nobody told us, the portal shows the trace, the receipt is booked."""
        self.gateway.knows(TRACE, self.tx.reference)
        _wizard, action = self.check(f" {TRACE} ")
        self.assertPaidOnce(self.tx)
        notice = self.env["sagepay.notice"].browse(action["res_id"])
        self.assertEqual(notice.kind, "check")
        self.assertEqual(notice.outcome, "paid")
        self.assertIn(self.bookkeeper.login, notice.posted)
        self.assertEqual(notice.with_user(self.bookkeeper).reply_amount, 100.0)
        self.assertEqual(self.gateway.asked, [TRACE])

    def test_the_usual_comparisons_hold(self):
        """N-03, N-06: a person's question is no more believed than a message."""
        self.gateway.knows(TRACE, self.tx.reference, amount="99.99")
        _wizard, action = self.check(TRACE)
        notice = self.env["sagepay.notice"].browse(action["res_id"])
        self.assertEqual(notice.outcome, "amount_differs")
        self.assertNotPaid(self.tx)

    def test_checking_what_is_booked_changes_nothing(self):
        """C-01: asked ten times, one receipt."""
        self.pay(self.tx)
        for _time in range(10):
            self.check(TRACE)
        self.assertPaidOnce(self.tx)

    def test_an_unknown_trace_is_said_so_and_leaves_nothing_behind(self):
        """N-20"""
        before = self.env["sagepay.notice"].search_count([])
        wizard, action = self.check("9.999")
        self.assertEqual(action["res_model"], "sagepay.check")
        self.assertIn("does not know", wizard.result)
        self.assertEqual(self.env["sagepay.notice"].search_count([]), before)

    def test_a_gateway_that_cannot_be_reached_is_said_so(self):
        """G-01, G-02, G-04"""
        self.gateway.fails("1.1", RetryLater("503 CANARY", code="http_503"))
        wizard, _action = self.check("1.1")
        self.assertIn("cannot be reached", wizard.result)
        self.gateway.fails("1.2", Malformed("not JSON", code="json", raw="CANARY"))
        wizard, _action = self.check("1.2")
        self.assertIn("cannot be used", wizard.result)
        self.assertNotIn("CANARY", wizard.result)

    def test_money_under_a_reference_that_is_unknown_here_is_listed(self):
        """C-09: after a restore, what the gateway says is not lost."""
        self.gateway.knows(TRACE, "FROM-THE-FUTURE", amount="250.00")
        _wizard, action = self.check(TRACE)
        notice = self.env["sagepay.notice"].browse(action["res_id"])
        self.assertEqual(notice.outcome, "unknown_reference")
        self.assertTrue(notice.needs_attention)
        self.assertEqual(notice.reply_amount, 250.0)

    def test_what_is_no_trace_is_not_asked(self):
        """X-11: nothing of it leaves."""
        for text in ("0.0", "a b", "1.1&x=1", "../../x", "1\n2"):
            with self.subTest(text=text), self.assertRaises(UserError):
                self.check(text)
        self.assertFalse(self.gateway.asked)

    def test_only_who_books_payments_may_ask(self):
        """A-12"""
        plain = new_test_user(self.env, login="plain", groups="base.group_user")
        for user in (plain, self.portal_user, self.public_user):
            with self.subTest(user=user.id), self.assertRaises(AccessError):
                self.check(TRACE, user)
        self.assertFalse(self.gateway.asked)

    def test_a_colleagues_question_is_not_mine(self):
        """A-12: wizards are personal."""
        wizard, _action = self.check("9.999")
        colleague = new_test_user(
            self.env,
            login="colleague",
            groups="base.group_user,account.group_account_invoice",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        with self.assertRaises(AccessError):
            wizard.with_user(colleague).action_check()

    def test_a_payment_of_another_company_is_not_shown(self):
        """N-14: booked where it belongs, but nothing of it is told."""
        other = self.setup_other_company()["company"]
        stranger = new_test_user(
            self.env,
            login="asks from elsewhere",
            groups="base.group_user,account.group_account_invoice",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.gateway.knows(TRACE, self.tx.reference)
        wizard, action = self.check(TRACE, stranger)
        self.assertEqual(action["res_model"], "sagepay.check")
        self.assertIn("another company", wizard.result)
        self.assertNotIn(self.tx.reference, wizard.result)

    def test_a_company_without_an_account_is_told_so(self):
        """No account, nothing to ask."""
        self.env["payment.provider"].sudo().search(
            [("code", "=", "sagepay"), ("company_id", "=", self.company.id)]
        ).code = "none"
        with self.assertRaises(UserError):
            self.check(TRACE)
