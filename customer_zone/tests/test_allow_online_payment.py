from odoo.tests import tagged
from odoo.tools import SQL, sql

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestAllowOnlinePayment(ZoneCommon):
    def test_new_invoices_can_be_paid_online_and_copies_start_afresh(self):
        self.assertTrue(self.invoice.customer_zone_online_payment)
        self.assertTrue(self.invoice._has_to_be_paid())
        self.invoice.customer_zone_online_payment = False
        self.assertTrue(self.invoice.copy().customer_zone_online_payment)

    def test_switch_closes_payment_and_says_so(self):
        self.invoice.customer_zone_online_payment = False
        self.assertFalse(self.invoice._has_to_be_paid())
        self.assertIn(
            "This invoice cannot be paid online.",
            self.invoice._get_online_payment_error(),
        )

    def test_refused_customer_cannot_pay_online(self):
        self.customer.customer_zone_allowed = False
        self.assertFalse(self.invoice._has_to_be_paid())
        self.assertIn("cannot be paid", self.invoice._get_online_payment_error())

    def test_reason_is_said_once(self):
        self.env["ir.config_parameter"].sudo().set_param(
            "account_payment.enable_portal_payment", "False"
        )
        self.invoice.customer_zone_online_payment = False
        error = self.invoice._get_online_payment_error()
        self.assertEqual(error.count("This invoice cannot be paid online."), 1)

    def test_zone_off_means_core_decides_alone(self):
        self.company.customer_zone_enabled = False
        self.customer.customer_zone_allowed = False
        self.invoice.customer_zone_online_payment = False
        self.assertTrue(self.invoice._has_to_be_paid())
        self.assertEqual(self.invoice._get_online_payment_error(), "")

    def test_switch_is_offered_on_invoices_of_allowed_customers_only(self):
        refund = self.invoice._reverse_moves()
        refused = self._invoice(self._contact("Cedar Ltd"))
        moves = self.invoice | refund | refused
        self.assertEqual(moves.mapped("customer_zone_offered"), [True, False, False])
        self.company.customer_zone_enabled = False
        moves.invalidate_recordset()
        self.assertFalse(any(moves.mapped("customer_zone_offered")))

    def test_documents_domain_holds_posted_invoices_of_one_customer_and_company(self):
        child = self._contact("Branch", parent_id=self.customer.id)
        mine = self.invoice | self._invoice(child)
        self._invoice(self.customer, post=False)
        cancelled = self._invoice(self.customer, post=False)
        cancelled.button_cancel()
        self.invoice._reverse_moves().action_post()
        self._invoice(self.other_customer)
        moves = self.env["account.move"]
        domain = moves._zone_documents_domain(self.customer, self.company)
        self.assertEqual(set(moves.search(domain).ids), set(mine.ids))
        other_company = self.env["res.company"].create({"name": "Second Shop"})
        domain = moves._zone_documents_domain(self.customer, other_company)
        self.assertFalse(moves.search(domain))

    def test_column_of_an_old_database_is_true_without_rewriting_rows(self):
        """Installing on a large database must not update every entry."""
        cr, table = self.env.cr, "account_move"
        column = "customer_zone_online_payment"
        self.env.flush_all()
        cr.execute(
            "SELECT ctid::text FROM account_move WHERE id = %s", [self.invoice.id]
        )
        place = cr.fetchone()
        cr.execute(
            SQL("ALTER TABLE account_move DROP COLUMN %s", SQL.identifier(column))
        )
        self.env["account.move"]._zone_add_payment_column()
        self.assertTrue(sql.column_exists(cr, table, column))
        cr.execute(
            "SELECT ctid::text, customer_zone_online_payment FROM account_move "
            "WHERE id = %s",
            [self.invoice.id],
        )
        self.assertEqual(cr.fetchone(), (*place, True))
