from odoo.exceptions import AccessError
from odoo.tests import tagged

from .look_at_common import LookAtCommon


@tagged("post_install", "-at_install")
class TestToLookAtRights(LookAtCommon):
    """Who sees the list, and who may press its buttons."""

    def test_only_who_books_payments_may_press_the_buttons(self):
        """A-12: reading is for auditors too, deciding is not."""
        self.pay(self.tx, amount="99.99")
        auditor = self.user_of("account.group_account_readonly")
        line = self.lines(auditor)
        self.assertEqual(line.cause, "amount_differs")
        plain = self.user_of("base.group_partner_manager")
        for user in (auditor, plain, self.portal_user, self.public_user):
            stranger = line.with_user(user)
            for button in ("action_dealt_with", "action_book_now"):
                with self.subTest(user=user.id, button=button):
                    with self.assertRaises(AccessError):
                        getattr(stranger, button)()
        for user in (plain, self.portal_user, self.public_user):
            with self.subTest(user=user.id), self.assertRaises(AccessError):
                self.lines(user)

    def test_each_company_sees_its_own_lines(self):
        """N-14: several companies, each its own account."""
        self.pay(self.tx, amount="99.99")
        stranger = self.bookkeeper_elsewhere()
        self.assertFalse(self.lines(stranger))
        with self.assertRaises(AccessError):
            self.lines().with_user(stranger).action_dealt_with()
