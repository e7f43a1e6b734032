from odoo.tests import Form, new_test_user, tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestNewCustomers(ZoneCommon):
    """Allowed by themselves where the company says so; never anybody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_zone_new_customers = True
        cls.partners = cls.env["res.partner"]

    def _new(self, **values):
        return self.partners.create({"name": "Marula Foods", **values})

    def test_a_contact_is_no_customer_yet(self):
        self.assertFalse(self._new().customer_zone_allowed)

    def test_a_customer_made_in_the_customers_menu_is_allowed(self):
        customers = self.partners.with_context(
            res_partner_search_mode="customer", default_customer_rank=1
        )
        form = Form(customers)
        self.assertTrue(form.customer_zone_allowed)
        form.name = "Marula Foods"
        self.assertTrue(form.save().customer_zone_allowed)
        form = Form(customers)
        form.name = "Not Online"
        form.customer_zone_allowed = False
        told = form.save()
        self.assertFalse(told.customer_zone_allowed)
        self._invoice(told)
        self.assertFalse(told.customer_zone_allowed, "the seller had decided")

    def test_a_customer_made_by_an_import_is_allowed_unless_told_otherwise(self):
        self.assertTrue(self._new(customer_rank=1).customer_zone_allowed)
        told = self._new(customer_rank=1, customer_zone_allowed=False)
        self.assertFalse(told.customer_zone_allowed)
        self._invoice(told)
        self.assertFalse(told.customer_zone_allowed)

    def test_whom_the_seller_refused_stays_refused_with_the_first_invoice(self):
        """A-06: refused after having been allowed, or before anybody asked."""
        allowed, undecided = self._new(customer_rank=1), self._new()
        (allowed | undecided).action_customer_zone_disallow()
        self._invoice(allowed)
        self._invoice(undecided)
        self.assertFalse(allowed.customer_zone_allowed)
        self.assertFalse(undecided.customer_zone_allowed)
        changed = self._new()
        changed.action_customer_zone_disallow()
        changed.action_customer_zone_allow()
        self.assertTrue(changed.customer_zone_allowed)

    def test_a_contact_saved_as_it_was_offered_is_nobodys_decision(self):
        """A form of contacts, not of customers, sends the flag nobody touched."""
        contact = self._new(customer_zone_allowed=False)
        person = self._new(parent_id=contact.id, customer_zone_allowed=False)
        self._invoice(person)
        self.assertTrue(contact.customer_zone_allowed)

    def test_a_refusal_holds_for_the_company_it_was_given_in(self):
        other = self.env["res.company"].create({"name": "Second Shop"})
        partner = self._new()
        partner.with_company(other).action_customer_zone_disallow()
        self._invoice(partner)
        self.assertTrue(partner.customer_zone_allowed)

    def test_the_first_invoice_makes_a_customer_and_later_ones_decide_nothing(self):
        partner = self._new(is_company=True)
        person = self._new(parent_id=partner.id)
        self._invoice(person)
        self.assertTrue(partner.customer_zone_allowed)
        self.assertTrue(person.customer_zone_allowed)
        partner.customer_zone_allowed = False
        self._invoice(person)
        self.assertFalse(partner.customer_zone_allowed)

    def test_a_bill_makes_no_customer(self):
        partner = self._new()
        self._invoice(partner, move_type="in_invoice")
        self.assertFalse(partner.customer_zone_allowed)

    def test_customers_from_before_stay_as_they_are(self):
        self.company.customer_zone_new_customers = False
        partner = self._new()
        self._invoice(partner)
        self.company.customer_zone_new_customers = True
        self.assertFalse(partner.customer_zone_allowed)
        self._invoice(partner)
        self.assertFalse(partner.customer_zone_allowed)

    def test_it_holds_for_the_company_that_says_so(self):
        other = self.env["res.company"].create({"name": "Second Shop"})
        partner = self._new()
        self._invoice(partner)
        self.assertTrue(partner.customer_zone_allowed)
        self.assertFalse(partner.with_company(other).customer_zone_allowed)
        new = self.partners.with_company(other).create(
            {"name": "Rooibos", "customer_rank": 1}
        )
        self.assertFalse(new.customer_zone_allowed)
        self.assertFalse(new.with_company(self.company).customer_zone_allowed)

    def test_nobody_is_allowed_while_the_zone_is_off(self):
        self.company.customer_zone_enabled = False
        self.assertFalse(self._new(customer_rank=1).customer_zone_allowed)
        partner = self._new()
        self._invoice(partner)
        self.assertFalse(partner.customer_zone_allowed)

    def test_whoever_posts_needs_no_rights_on_contacts(self):
        biller = new_test_user(
            self.env,
            "zone_bill_only",
            "account.group_account_invoice",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        partner = self._new()
        invoice = self._invoice(partner, post=False)
        invoice.with_user(biller).action_post()
        self.assertTrue(partner.customer_zone_allowed)
