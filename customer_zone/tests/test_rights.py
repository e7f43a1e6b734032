from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ZoneCommon

PARTNER_FIELDS = ("customer_zone_allowed",)
MOVE_FIELDS = (
    "customer_zone_online_payment",
    "customer_zone_offered",
    "customer_zone_first_view",
    "customer_zone_last_view",
    "customer_zone_view_count",
)
MODELS = ("customer.zone.link", "customer.zone.event")


@tagged("post_install", "-at_install")
class TestRights(ZoneCommon):
    """A-12: what each kind of user can do over RPC with what this addon adds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_partner.parent_id = cls.customer
        cls.clerk = cls._user("zone_plain", "base.group_user")
        cls.reader = cls._user("zone_reader", "account.group_account_readonly")
        cls.biller = cls._user("zone_biller", "account.group_account_invoice")

    @classmethod
    def _user(cls, login, groups):
        return new_test_user(
            cls.env,
            login,
            groups,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def test_customers_cannot_read_or_set_our_fields(self):
        partner = self.customer.with_user(self.portal_user)
        move = self.invoice.with_user(self.portal_user)
        self.assertEqual(partner.read(["name"])[0]["name"], "Acacia Trading")
        self.assertEqual(move.read(["name"])[0]["name"], self.invoice.name)
        for record, names in ((partner, PARTNER_FIELDS), (move, MOVE_FIELDS)):
            for name in names:
                with self.subTest(field=name):
                    with self.assertRaises(AccessError):
                        record.read([name])
                    with self.assertRaises(AccessError):
                        record.search([(name, "=", False)])
                    with self.assertRaises(AccessError):
                        record.write({name: True})
                    self.assertNotIn(name, record.fields_get())

    def test_customers_still_get_the_answers_their_pages_need(self):
        move = self.invoice.with_user(self.portal_user)
        self.assertTrue(move._zone_allows_payment())
        self.invoice.customer_zone_online_payment = False
        self.assertFalse(move._zone_allows_payment())

    def test_nobody_but_bookkeepers_reads_links_and_activity(self):
        """A-12: links and activity are the bookkeepers' alone."""
        self._link()
        visitor = {"company_id": self.company.id, "customer_id": self.customer.id}
        self.env["customer.zone.event"]._record(visitor, "view", self.invoice)
        for model in MODELS:
            for user in (self.public_user, self.portal_user, self.clerk):
                with (
                    self.subTest(model=model, user=user.id),
                    self.assertRaises(AccessError),
                ):
                    self.env[model].with_user(user).search_read([], ["id"])
            for user in (self.reader, self.biller):
                with self.subTest(model=model, user=user.id):
                    self.assertTrue(self.env[model].with_user(user).search([]))

    def test_nobody_writes_links_or_activity_by_hand(self):
        link = self._link()
        values = {
            "company_id": self.company.id,
            "customer_id": self.customer.id,
            "recipient_id": self.customer.id,
            "expires_at": "2099-01-01 00:00:00",
        }
        for user in (
            self.public_user,
            self.portal_user,
            self.clerk,
            self.reader,
            self.biller,
            self.env.ref("base.user_admin"),
        ):
            link_as = link.with_env(self.env(user=user, su=False))
            with self.subTest(user=user.id):
                with self.assertRaises(AccessError):
                    link_as.create(values)
                with self.assertRaises(AccessError):
                    link_as.write({"expires_at": "2099-01-01 00:00:00"})
                with self.assertRaises(AccessError):
                    link_as.unlink()
                with self.assertRaises(AccessError):
                    self.env["customer.zone.event"].with_user(user).create(
                        {
                            "company_id": self.company.id,
                            "customer_id": self.customer.id,
                            "kind": "view",
                        }
                    )

    def test_only_invoicing_staff_reach_the_public_methods(self):
        link = self._link()
        for user in (self.public_user, self.portal_user, self.clerk, self.reader):
            with self.subTest(user=user.id):
                with self.assertRaises(AccessError):
                    link.with_user(user).action_revoke()
                with self.assertRaises(AccessError):
                    self.customer.with_user(user).action_customer_zone_revoke_all()
        self.assertFalse(link.revoked_at)
        link.with_user(self.biller).action_revoke()
        self.assertTrue(link.revoked_at)

    def test_permission_is_kept_on_the_customer_and_followed_by_contacts(self):
        self.assertTrue(self.contact.customer_zone_allowed)
        self.assertTrue(self.contact._zone_is_open(self.company))
        self.customer.customer_zone_allowed = False
        self.assertFalse(self.contact.customer_zone_allowed)
        self.assertFalse(self.contact._zone_is_open(self.company))
        self.assertFalse(self.customer.browse()._zone_is_open(self.company))
