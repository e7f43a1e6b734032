from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import hash_sign

from ..models.link import customer_zone_link, customer_zone_link_token
from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestLink(ZoneCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        counting = patch.object(customer_zone_link, "first_generation", lambda: 1)
        cls.startClassPatcher(counting)

    def test_token_leads_back_to_the_link_and_the_document(self):
        link = self._link()
        token = self._token(link, self.invoice)
        self.assertEqual(
            self.links._read_token(token), (link, f"invoice-{self.invoice.id}")
        )
        self.assertEqual(self.links._read_token(self._token(link)), (link, ""))
        self.assertTrue(link._is_live(1))

    def test_url_starts_with_the_base_url(self):
        url = self._link()._zone_url()
        self.assertTrue(url.startswith(f"{self.company.get_base_url()}/zone/l/"))

    def test_malformed_forged_and_foreign_tokens_open_nothing(self):
        """L-02, N1: every wrong token gets the same empty answer."""
        token = self._token(self._link())
        env = self.env(su=True)
        payload = [self._link().id, 1, ""]
        wrong = [
            "",
            None,
            "x",
            "é" * 40,
            "\x00" * 60,
            "A" * 10000,
            token[:-2],
            token[:20] + ("A" if token[20] != "A" else "B") + token[21:],
            hash_sign(env, "another.scope", payload),
            hash_sign(env, customer_zone_link_token.TOKEN_SCOPE, [2**31 - 2, 1, ""]),
            hash_sign(env, customer_zone_link_token.TOKEN_SCOPE, [payload[0], 2, ""]),
        ]
        for bad in wrong:
            with self.subTest(token=bad):
                link, document_key = self.links._read_token(bad)
                self.assertFalse(link)
                self.assertEqual(document_key, "")

    def test_nothing_usable_is_stored(self):
        """L-08: no column of the link holds the token."""
        link = self._link()
        token = self._token(link, self.invoice)
        self.env.cr.execute("SELECT * FROM customer_zone_link WHERE id = %s", [link.id])
        for value in self.env.cr.fetchone():
            self.assertFalse(isinstance(value, str) and len(value) > 10, value)
        self.assertNotIn("token", self.links._fields)
        self.assertNotEqual(token, "")

    def test_sending_again_prolongs_and_keeps_one_row(self):
        with freeze_time("2025-03-01 10:00:00"):
            link = self._link()
            old_token = self._token(link)
            self.assertEqual(link.expires_at, datetime(2025, 5, 30, 10))
        with freeze_time("2025-05-29 10:00:00"):
            again = self._link()
            self.assertEqual(again, link)
            self.assertEqual(again.expires_at, datetime(2025, 8, 27, 10))
        with freeze_time("2025-08-20 10:00:00"):
            self.assertEqual(self.links._read_token(old_token)[0], link)
            self.assertTrue(link._is_live(1))
        with freeze_time("2025-08-27 10:00:01"):
            self.assertFalse(link._is_live(1))
            self.assertTrue(link._is_expired(1))

    def test_link_life_follows_the_company(self):
        self.company.customer_zone_link_days = 7
        with freeze_time("2025-03-01 10:00:00"):
            self.assertEqual(self._link().expires_at, datetime(2025, 3, 8, 10))

    def test_each_person_and_each_document_has_its_own_link(self):
        links = (
            self._link()
            | self._link(self.contact)
            | self._link(self.stranger, move=self.invoice)
            | self._link(self.stranger, move=self._invoice(self.customer))
        )
        self.assertEqual(len(links), 4)
        self.assertEqual(
            links.mapped("scope"), ["account", "account", "document", "document"]
        )

    def test_revoked_link_is_dead_at_once_and_alone(self):
        """L-04: the old address, and a page that was open already, are refused."""
        link, sibling = self._link(), self._link(self.contact)
        token = self._token(link, self.invoice)
        link.with_user(self.env.user).action_revoke()
        self.assertFalse(self.links._read_token(token)[0])
        self.assertFalse(link._is_live(1))
        self.assertFalse(link._is_expired(1))
        self.assertFalse(link._is_live(link.generation))
        self.assertTrue(sibling._is_live(1))

    def test_sending_after_revoking_opens_a_new_link_and_not_the_old_one(self):
        """L-04: what was sent before the withdrawal never works again."""
        link = self._link()
        old_token = self._token(link)
        link.with_user(self.env.user).action_revoke()
        again = self._link()
        self.assertEqual(again, link)
        self.assertFalse(again.revoked_at)
        self.assertTrue(again._is_live(again.generation))
        self.assertFalse(self.links._read_token(old_token)[0])
        self.assertFalse(again._is_live(1))
        self.assertEqual(self.links._read_token(self._token(again))[0], link)

    def test_all_links_of_a_customer_are_withdrawn_together(self):
        links = self._link() | self._link(self.contact)
        foreign = self.links._issue(
            self.company, self.other_customer, self.other_customer
        )
        self.customer.action_customer_zone_revoke_all()
        self.assertTrue(all(links.mapped("revoked_at")))
        self.assertFalse(any(link._is_live(1) for link in links))
        self.assertTrue(foreign._is_live(1))

    def test_only_invoicing_staff_withdraw_links(self):
        link = self._link()
        user = new_test_user(
            self.env,
            "zone_clerk",
            "base.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        with self.assertRaises(AccessError):
            link.with_user(user).action_revoke()
        with self.assertRaises(AccessError):
            self.customer.with_user(user).action_customer_zone_revoke_all()
        self.assertFalse(link.revoked_at)

    def test_every_switch_closes_the_link_at_once(self):
        link = self._link()
        self.company.customer_zone_enabled = False
        self.assertFalse(link._is_live(1))
        self.company.customer_zone_enabled = True
        self.assertTrue(link._is_live(1))
        self.customer.customer_zone_allowed = False
        self.assertFalse(link._is_live(1))

    def test_permission_is_per_company(self):
        other_company = self.env["res.company"].create({"name": "Second Shop"})
        other_company.customer_zone_enabled = True
        link = self.links._issue(other_company, self.customer, self.customer)
        self.assertFalse(link._is_live(1))
        self.customer.with_company(other_company).customer_zone_allowed = True
        self.assertTrue(link._is_live(1))

    def test_moved_contact_takes_nothing_along(self):
        """A-09: a person who changes to another customer loses the old account."""
        link = self._link(self.contact)
        self.contact.parent_id = self.other_customer
        self.assertFalse(link._is_live(1))

    def test_customer_that_became_a_contact_is_no_account_any_more(self):
        """A-09: the grant names a customer, not whatever it was merged into."""
        link = self._link()
        self.customer.write({"is_company": False, "parent_id": self.other_customer.id})
        self.assertFalse(link._is_live(1))

    def test_document_link_dies_with_reassignment(self):
        """A-10: the invoice went to another customer after the link was sent."""
        link = self._link(self.stranger, move=self.invoice)
        self.assertTrue(link._is_live(1))
        self.invoice.button_draft()
        self.invoice.partner_id = self.other_customer
        self.assertFalse(link._is_live(1))

    def test_archived_customer_can_still_open_the_link(self):
        """A-08, L-05: an unpaid invoice stays payable."""
        link = self._link()
        self.customer.active = False
        self.assertTrue(link._is_live(1))

    def test_copy_of_the_database_refuses_every_link(self):
        link = self._link()
        token = self._token(link)
        self.env["ir.config_parameter"].sudo().set_param(
            "database.is_neutralized", "True"
        )
        self.assertFalse(link._is_live(1))
        self.assertFalse(self.links._read_token(token)[0])

    def test_signature_runs_out_by_itself(self):
        link = self._link()
        with patch.object(customer_zone_link_token, "TOKEN_HOURS", -1):
            token = self._token(link)
        self.assertFalse(self.links._read_token(token)[0])

    def test_a_link_of_ten_years_is_read_as_long_as_it_lasts(self):
        """L-03: the signature lasts beyond the longest life a company can set."""
        self.company.customer_zone_link_days = 3650
        link = self._link()
        token = self._token(link)
        with freeze_time(datetime.now() + timedelta(days=4 * 365)):
            self.assertEqual(self.links._read_token(token)[0], link)
            self.assertTrue(link._is_live(1))
        with freeze_time(datetime.now() + timedelta(days=11 * 365)):
            self.assertEqual(self.links._read_token(token)[0], link)
            self.assertTrue(link._is_expired(1))

    def test_deleted_link_is_not_live(self):
        link = self._link()
        link.unlink()
        self.assertFalse(link._is_live(1))
        self.assertFalse(self.links.browse()._is_live(1))

    def test_link_life_has_limits(self):
        for days in (0, -1, 3651):
            with self.subTest(days=days), self.assertRaises(ValidationError):
                self.company.customer_zone_link_days = days
        self.company.customer_zone_link_days = 3650
        delta = self._link().expires_at - datetime.now()
        self.assertGreater(delta, timedelta(days=3649))
