from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestCustomerForm(ZoneCommon):
    """What the bookkeeper sees and does on the customer's form and list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "account.group_account_invoice,base.group_partner_manager"
        cls.biller = new_test_user(
            cls.env,
            "zone_biller",
            groups,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.closed = cls._contact("Marula Foods", is_company=True)

    def _seen(self, link=None, customer=None, kind="view"):
        visitor = {
            "company_id": self.company.id,
            "customer_id": (customer or self.customer).id,
            "recipient_id": self.contact.id,
            "link_id": link.id if link else False,
        }
        return self.env["customer.zone.event"]._record(visitor, kind, self.invoice)

    def test_many_customers_are_allowed_at_once_and_counted(self):
        chosen = self.customer | self.contact | self.closed
        action = chosen.with_user(self.biller).action_customer_zone_allow()
        self.assertTrue(self.closed.customer_zone_allowed)
        self.assertIn("from now on: 1.", action["params"]["message"])
        self.assertIn("already could: 1.", action["params"]["message"])
        action = chosen.with_user(self.biller).action_customer_zone_disallow()
        self.assertFalse(self.customer.customer_zone_allowed)
        self.assertFalse(self.contact.customer_zone_allowed)
        self.assertIn("any more: 2.", action["params"]["message"])

    def test_the_list_offers_both_actions_to_bookkeepers(self):
        bindings = self.env["ir.actions.actions"].with_user(self.biller)
        names = [one["name"] for one in bindings.get_bindings("res.partner")["action"]]
        self.assertIn("Allow to View Invoices Online", names)
        self.assertIn("Do Not Allow to View Invoices Online", names)
        plain = new_test_user(self.env, "zone_plain", "base.group_partner_manager")
        bindings = self.env["ir.actions.actions"].with_user(plain)
        names = [
            one["name"]
            for one in bindings.get_bindings("res.partner").get("action", [])
        ]
        self.assertNotIn("Allow to View Invoices Online", names)

    def test_whoever_may_not_change_contacts_allows_nobody(self):
        reader = new_test_user(self.env, "zone_read", "account.group_account_readonly")
        for user in (reader, self.portal_user):
            with self.assertRaises(AccessError):
                self.closed.with_user(user).action_customer_zone_allow()
            with self.assertRaises(AccessError):
                self.customer.with_user(user).action_customer_zone_disallow()
        self.assertFalse(self.closed.customer_zone_allowed)

    def test_the_permission_is_per_company(self):
        other = self.env["res.company"].create({"name": "Second Shop"})
        self.closed.action_customer_zone_allow()
        self.assertFalse(self.closed.with_company(other).customer_zone_allowed)

    def test_the_last_visit_is_the_newest_of_the_whole_customer(self):
        self.assertFalse(self.customer.customer_zone_last_visit)
        self._seen(customer=self.other_customer)
        event = self._seen()
        self.env.invalidate_all()
        both = (self.customer | self.contact).with_user(self.biller)
        self.assertEqual(
            both.mapped("customer_zone_last_visit"), [event.happened_at] * 2
        )
        other = self.env["res.company"].create({"name": "Second Shop"})
        elsewhere = self.customer.with_company(other)
        self.assertFalse(elsewhere.customer_zone_last_visit)

    def test_what_was_sent_is_no_visit(self):
        link = self._link(self.contact)
        for kind in ("sent", "reminder"):
            self._seen(link, kind=kind)
        self.assertFalse(self.customer.customer_zone_last_visit)
        self.assertFalse(link.last_used_at)

    def test_last_visits_of_many_cost_one_query(self):
        many = self.env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(50)]
        )
        many.mapped("commercial_partner_id")
        self.assertFalse(self.customer.customer_zone_last_visit)
        self.env.flush_all()
        with self.assertQueryCount(1):
            many.mapped("customer_zone_last_visit")

    def test_the_buttons_lead_to_this_customers_own(self):
        event = self._seen()
        self._seen(customer=self.other_customer)
        action = self.contact.with_user(self.biller).action_customer_zone_events()
        found = self.env["customer.zone.event"].search(action["domain"])
        self.assertEqual(found, event)
        link = self._link(self.contact)
        self.links._issue(self.company, self.other_customer, self.other_customer)
        action = self.contact.action_customer_zone_links()
        self.assertEqual(self.links.search(action["domain"]), link)
        action = self.contact.action_customer_zone_requests()
        self.assertEqual(action["domain"], [("customer_id", "=", self.customer.id)])

    def test_a_link_shows_when_it_was_last_used(self):
        used, unused = self._link(self.contact), self._link()
        event = self._seen(used)
        self.assertEqual(used.last_used_at, event.happened_at)
        self.assertFalse(unused.last_used_at)

    def test_the_form_shows_the_buttons_where_they_have_a_meaning(self):
        form = Form(
            self.customer.with_user(self.biller),
            view="account.view_partner_property_form",
        )
        self.assertTrue(form.customer_zone_allowed)
        arch = (
            self.env["res.partner"]
            .with_user(self.biller)
            .get_view(self.env.ref("account.view_partner_property_form").id, "form")[
                "arch"
            ]
        )
        for name in ("preview", "links", "revoke_all"):
            self.assertIn(f'name="action_customer_zone_{name}"', arch)
        self.assertIn('name="customer_zone_last_visit"', arch)
