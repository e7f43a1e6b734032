from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..controllers.visit import preview
from .pages_common import ZonePagesCommon

PASSWORD = "Preview-Password-1"


@tagged("post_install", "-at_install")
class TestPagesPreview(ZonePagesCommon):
    """Staff see what the customer sees, leave no trace and can do nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.biller = cls._user("zone_biller", "account.group_account_invoice")
        cls.reader = cls._user("zone_read", "account.group_account_readonly")
        cls.plain = cls._user("zone_plain", "base.group_user")
        cls.events = cls.env["customer.zone.event"].sudo()

    @classmethod
    def _user(cls, login, groups, **values):
        return new_test_user(
            cls.env,
            login,
            groups,
            password=PASSWORD,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            **values,
        )

    def _begin(self, user, partner=None):
        self.authenticate(user.login, PASSWORD)
        action = (partner or self.customer).with_user(user)
        url = action.with_company(self.company).action_customer_zone_preview()["url"]
        return self._get(url)

    def _preview(self, user=None, partner=None):
        answer = self._begin(user or self.biller, partner)
        self.assertEqual(answer.status_code, 303)
        return answer.headers["Location"].rpartition("8069")[2] or "/"

    def _base(self, partner=None):
        return f"/zone/preview-{(partner or self.customer).id}-{self.company.id}"

    def test_bookkeepers_see_the_customers_pages(self):
        for user in (self.biller, self.reader):
            self._preview(user)
            page = self._get(f"{self._base()}/invoices")
            self.assertEqual(page.status_code, 200)
            self.assertIn(self.invoice.name, page.text)
            self.assertIn("Preview.", page.text)
            self.assertIn("Acacia Trading", page.text)

    def test_a_restricted_contact_is_shown_with_the_contacts_own_eyes(self):
        self.contact.customer_zone_scope = "own"
        own = self._invoice(self.contact)
        self._preview(partner=self.contact)
        page = self._get(f"{self._base(self.contact)}/invoices").text
        self.assertIn(own.name, page)
        self.assertNotIn(f">{self.invoice.name}<", page)

    def test_nothing_is_counted(self):
        self._store_pdf(self.invoice)
        self._preview()
        base = f"{self._base()}/invoices/{self.invoice.id}"
        page = self._get(base)
        self.assertNotIn("data-zone-seen", page.text)
        self.assertEqual(self._get(f"{base}/pdf").status_code, 200)
        seen = f"{self._base()}/seen"
        answer = self._post(seen, csrf=base, document=f"invoice-{self.invoice.id}")
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.events.search([]))
        self.assertFalse(self.links.search([("customer_id", "=", self.customer.id)]))

    def test_nothing_can_be_paid_or_sent(self):
        self._preview()
        base = self._base()
        page = f"{base}/invoices/{self.invoice.id}"
        for path in (
            f"{page}/pay",
            f"{page}/message",
            f"{base}/pay",
            f"{base}/details/change",
            f"{base}/details/stop",
            f"{base}/leave",
        ):
            with self.subTest(path=path):
                self.assertEqual(self._post(path, csrf=page).status_code, 404)
        answer = self._call(f"{base}/pay/transaction/{self.invoice.id}/all")
        self.assertEqual(answer["error"]["code"], 404)
        self.assertFalse(self._payments(self.invoice))
        self.assertFalse(self.env["customer.zone.change.request"].sudo().search([]))

    def test_it_ends_after_a_quarter_of_an_hour(self):
        self._preview()
        later = preview.time.time() + 15 * 60 + 1
        with patch.object(preview, "time") as clock:
            clock.time.return_value = later
            answer = self._get(f"{self._base()}/invoices")
        self.assertEqual(answer.status_code, 404)

    def test_the_address_alone_opens_nothing(self):
        self.authenticate(self.biller.login, PASSWORD)
        self.assertEqual(self._get(f"{self._base()}/invoices").status_code, 404)
        self._preview()
        self.assertEqual(
            self._get(f"{self._base(self.other_customer)}/invoices").status_code, 404
        )
        self.authenticate(None, None)
        answer = self._get(f"{self._base()}/invoices")
        self.assertIn("/web/login", answer.headers["Location"])

    def test_rights_are_asked_on_every_page(self):
        self._preview()
        self.biller.group_ids = [
            Command.unlink(self.env.ref("account.group_account_invoice").id)
        ]
        self.assertEqual(self._get(f"{self._base()}/invoices").status_code, 404)

    def test_staff_without_the_books_and_customers_get_no_preview(self):
        self.portal_partner.parent_id = self.customer
        self.portal_user.password = PASSWORD
        for user in (self.plain, self.portal_user):
            self.authenticate(user.login, PASSWORD)
            url = f"/zone/preview/{self.customer.id}?company_id={self.company.id}"
            self.assertEqual(self._get(url).status_code, 404)
            self.assertEqual(self._get(f"{self._base()}/invoices").status_code, 404)

    def test_books_of_another_company_stay_closed(self):
        other = self.env["res.company"].create({"name": "Second Shop"})
        other.customer_zone_enabled = True
        self.customer.with_company(other).customer_zone_allowed = True
        self.authenticate(self.biller.login, PASSWORD)
        url = f"/zone/preview/{self.customer.id}?company_id={other.id}"
        self.assertEqual(self._get(url).status_code, 404)
        own = self._contact("Only There", company_id=other.id)
        url = f"/zone/preview/{own.id}?company_id={self.company.id}"
        self.assertEqual(self._get(url).status_code, 404)

    def test_what_the_customer_may_not_see_is_not_shown_either(self):
        self.customer.customer_zone_allowed = False
        self._preview()
        self.assertEqual(self._get(f"{self._base()}/invoices").status_code, 404)

    def test_nonsense_is_refused(self):
        self.authenticate(self.biller.login, PASSWORD)
        for part in ("preview-", "preview-1", "preview-1-x", "preview-9999999999-1"):
            self.assertEqual(self._get(f"/zone/{part}/invoices").status_code, 404)
        for partner in (2**31 - 2, 2**63):
            self.assertEqual(self._get(f"/zone/preview/{partner}").status_code, 404)
