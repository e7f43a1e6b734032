from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .details_common import ZoneDetailsCommon

MODELS = ("customer.zone.change.request", "customer.zone.change.request.line")


@tagged("post_install", "-at_install")
class TestChangeRequest(ZoneDetailsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.biller = cls._user(
            "zone_biller", "account.group_account_invoice,base.group_partner_manager"
        )
        cls.customer.user_id = cls.biller

    @classmethod
    def _user(cls, login, groups):
        return new_test_user(
            cls.env,
            login,
            groups,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def _as_biller(self, request):
        return request.with_env(self.env(user=self.biller, su=False))

    def _mails(self):
        return self.env["mail.mail"].sudo().search([("subject", "like", "details at")])

    def test_seller_gets_one_activity_on_the_customer(self):
        self._request(("contact", "phone", "021 555 0199"), note="New office")
        activity = self.customer.activity_ids
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.biller)
        for text in ("021 555 0117", "021 555 0199", "New office", "Thandi Acacia"):
            self.assertIn(text, activity.note)

    def test_activity_goes_to_an_accountant_without_a_salesperson(self):
        self.customer.user_id = False
        request = self._request(("contact", "phone", "021 555 0199"))
        user = request.activity_id.user_id
        self.assertTrue(user.has_group("account.group_account_manager"))
        self.assertFalse(user.share)

    def test_approval_writes_exactly_the_shown_fields(self):
        request = self._request(
            ("contact", "phone", "021 555 0199"),
            ("billing", "street", "12 Dorp Street"),
            ("billing", "country_id", str(self.namibia.id)),
        )
        partners = self.customer | self.contact | self.other_customer
        names = ["name", "email", "vat", "city", "zip", "ref", "lang", "user_id"]
        before = partners.read(names)
        self._as_biller(request).action_approve()
        self.assertEqual(partners.read(names), before)
        self.assertEqual(self.contact.phone, "021 555 0199")
        self.assertEqual(self.customer.phone, "021 555 0117")
        self.assertEqual(self.customer.street, "12 Dorp Street")
        self.assertEqual(self.customer.country_id, self.namibia)
        self.assertEqual(request.state, "approved")
        self.assertEqual(request.closed_by_id, self.biller)
        self.assertFalse(self.customer.activity_ids)
        self.assertIn("021 555 0199", self._mails().body_html)

    def test_approval_adds_the_address_and_the_person_asked_for(self):
        request = self._request(
            ("delivery", "street", "4 Kloof Road"),
            ("delivery", "city", "Stellenbosch"),
            ("person", "name", "Pieter van Wyk"),
            ("person", "email", "pieter@acacia.example"),
        )
        self._as_biller(request).action_approve()
        new = self.customer.child_ids - self.contact
        self.assertEqual(set(new.mapped("type")), {"delivery", "contact"})
        person = new.filtered(lambda one: one.type == "contact")
        self.assertEqual(person.email, "pieter@acacia.example")
        self.assertEqual((new - person).street, "4 Kloof Road")
        copied = self.customer._zone_copied_contacts(self.company)
        self.assertEqual(copied, person)

    def test_refusal_changes_nothing_and_tells_the_customer_why(self):
        request = self._request(("billing", "street", "12 Dorp Street"))
        self._as_biller(request).action_refuse("Please send us the <b>new</b> lease.")
        self.assertEqual(self.customer.street, "Unit 3, 27 Bree Street")
        self.assertEqual(request.state, "refused")
        self.assertFalse(self.customer.activity_ids)
        mail = self._mails()
        self.assertEqual(mail.email_to, self.contact.email_formatted)
        self.assertIn("&lt;b&gt;new&lt;/b&gt; lease.", mail.body_html)
        base = self._enter()
        page = self._get(f"{base}/details").text
        self.assertIn("Refused", page)
        self.assertIn("&lt;b&gt;new&lt;/b&gt; lease.", page)

    def test_bookkeepers_read_old_and_new_side_by_side(self):
        request = self._request(
            ("billing", "country_id", str(self.namibia.id)),
            ("language", "lang", "en_US"),
            ("contact", "phone", ""),
        )
        shown = self._as_biller(request).line_ids.read(["old_text", "new_text"])
        texts = [(one["old_text"], one["new_text"]) for one in shown]
        self.assertIn(("South Africa", "Namibia"), texts)
        self.assertIn(("021 555 0117", ""), texts)
        self.assertIn(("English (US)", "English (US)"), texts)
        form = Form(self._as_biller(request))
        self.assertEqual(form.state, "waiting")

    def test_refusal_needs_a_reason(self):
        request = self._request(("billing", "street", "12 Dorp Street"))
        for reason in ("", "  ", None, 3):
            with self.assertRaises(UserError):
                self._as_biller(request).action_refuse(reason)
        self.assertEqual(request.state, "waiting")

    def test_a_request_is_answered_once(self):
        request = self._request(("billing", "street", "12 Dorp Street"))
        self._as_biller(request).action_approve()
        self.customer.street = "Moved on"
        with self.assertRaises(UserError):
            self._as_biller(request).action_approve()
        with self.assertRaises(UserError):
            self._as_biller(request).action_refuse("No")
        self.assertEqual(self.customer.street, "Moved on")
        self.assertEqual(request.state, "approved")

    def test_what_has_changed_meanwhile_is_not_written_over(self):
        request = self._request(
            ("contact", "phone", "021 555 0199"),
            ("billing", "street", "12 Dorp Street"),
        )
        self.customer.street = "Changed by the bookkeeper"
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._as_biller(request).action_approve()
        self.assertEqual(self.customer.street, "Changed by the bookkeeper")
        self.assertEqual(self.contact.phone, "021 555 0117")

    def test_contact_who_left_or_signs_in_meanwhile_is_not_written(self):
        request = self._request(("contact", "name", "Somebody Else"))
        self.contact.parent_id = self.other_customer
        with self.assertRaises(UserError):
            self._as_biller(request).action_approve()
        self.contact.parent_id = self.customer
        self.env["res.users"].create(
            {
                "login": "thandi",
                "partner_id": self.contact.id,
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        with self.assertRaises(UserError):
            self._as_biller(request).action_approve()
        self.assertEqual(self.contact.name, "Thandi Acacia")

    def test_nothing_outside_the_list_can_be_asked_for(self):
        for section, name in (
            ("contact", "email"),
            ("contact", "vat"),
            ("billing", "name"),
            ("person", "street"),
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self._request((section, name, "x"))
        for name in ("parent_id", "user_ids", "credit_limit"):
            with self.assertRaises(ValueError), self.env.cr.savepoint():
                self._request(("contact", name, "1"))

    def test_customers_and_plain_staff_do_not_reach_requests(self):
        """A-12: no read, no write, no public method over RPC."""
        request = self._request(("contact", "phone", "021 555 0199"))
        self.portal_partner.parent_id = self.customer
        clerk = self._user("zone_plain", "base.group_user")
        for user in (self.public_user, self.portal_user, clerk):
            mine = request.with_env(self.env(user=user, su=False))
            with self.subTest(user=user.id):
                for model in MODELS:
                    with self.assertRaises(AccessError):
                        mine.env[model].search_read([], ["id"])
                with self.assertRaises(AccessError):
                    mine.action_approve()
                with self.assertRaises(AccessError):
                    mine.action_refuse("No")
        self.assertEqual(request.state, "waiting")
        self.assertEqual(self.contact.phone, "021 555 0117")

    def test_nobody_makes_or_edits_requests_by_hand(self):
        """A-12: what is shown for approval is what the customer sent."""
        request = self._request(("contact", "phone", "021 555 0199"))
        values = {
            "company_id": self.company.id,
            "customer_id": self.customer.id,
            "recipient_id": self.contact.id,
        }
        for user in (self.portal_user, self.biller, self.env.ref("base.user_admin")):
            mine = request.with_env(self.env(user=user, su=False))
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    mine.create(values)
                with self.assertRaises(AccessError):
                    mine.write({"state": "approved"})
                with self.assertRaises(AccessError):
                    mine.line_ids.sudo(False).write({"new_value": "021 555 6666"})
                with self.assertRaises(AccessError):
                    mine.unlink()

    def test_whoever_may_not_change_contacts_cannot_do_it_by_approving(self):
        reader = self._user("zone_bill_only", "account.group_account_invoice")
        request = self._request(("contact", "phone", "021 555 0199"))
        with self.assertRaises(AccessError):
            request.with_env(self.env(user=reader, su=False)).action_approve()
        self.assertEqual(self.contact.phone, "021 555 0117")
        self.assertEqual(request.state, "waiting")
