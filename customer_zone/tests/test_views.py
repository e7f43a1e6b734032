from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestViews(ZoneCommon):
    # The settings form warns about another block of it in this chart of accounts.
    @mute_logger("odoo.tests.form.onchange")
    def test_settings_switch_the_zone_of_the_company(self):
        admin = self.env.ref("base.user_admin")
        admin.write({"company_ids": [(4, self.company.id)]})
        settings = (
            self.env["res.config.settings"].with_user(admin).with_company(self.company)
        )
        form = Form(settings)
        form.customer_zone_enabled = True
        form.customer_zone_mode = "documents"
        form.customer_zone_link_days = 30
        form.save().execute()
        self.assertTrue(self.company.customer_zone_enabled)
        self.assertEqual(self.company.customer_zone_mode, "documents")
        self.assertEqual(self.company.customer_zone_link_days, 30)
        arch = settings.get_view(view_type="form")["arch"]
        self.assertIn('widget="radio"', arch)
        self.assertIn("Invoices and account history", arch)

    def test_new_company_starts_with_the_zone_off(self):
        company = self.env["res.company"].create({"name": "Third Shop"})
        self.assertFalse(company.customer_zone_enabled)
        self.assertEqual(company.customer_zone_mode, "history")
        self.assertEqual(company.customer_zone_link_days, 90)
        with self.assertRaises(ValidationError):
            company.customer_zone_link_days = 0

    def test_customer_form_has_the_permission(self):
        form = Form(self.other_customer, view="account.view_partner_property_form")
        self.assertTrue(form.customer_zone_allowed)
        form.customer_zone_allowed = False
        form.save()
        self.assertFalse(self.other_customer.customer_zone_allowed)

    def test_customer_form_opens_the_links_of_the_customer(self):
        link = self._link(self.contact)
        self.links._issue(self.company, self.other_customer, self.other_customer)
        action = self.contact.action_customer_zone_links()
        self.assertEqual(self.links.search(action["domain"]), link)

    def test_invoice_form_has_the_payment_switch(self):
        with Form(self.invoice) as form:
            self.assertTrue(form.customer_zone_online_payment)
            form.customer_zone_online_payment = False
        self.assertFalse(self.invoice.customer_zone_online_payment)

    def test_payment_switch_is_hidden_where_it_has_no_meaning(self):
        self.customer.customer_zone_allowed = False
        form = Form(self.invoice)
        self.assertTrue(form._get_modifier("customer_zone_online_payment", "invisible"))

    def test_invoice_list_can_show_the_marks(self):
        view = self.env.ref("account.view_out_invoice_tree")
        arch = self.env["account.move"].get_view(view.id, "list")["arch"]
        self.assertIn("customer_zone_last_view", arch)
        self.assertIn("customer_zone_view_count", arch)
