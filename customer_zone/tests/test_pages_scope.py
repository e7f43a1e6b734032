from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestPagesScope(ZonePagesCommon):
    """A-03: contacts of one customer; the rule is the seller's choice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.below = cls._contact("Sipho Acacia", parent_id=cls.contact.id)
        cls.sibling = cls._contact("Lerato Acacia", parent_id=cls.customer.id)
        cls.own = cls._invoice(cls.contact)
        cls.own_below = cls._invoice(cls.below)
        cls.siblings = cls._invoice(cls.sibling)
        cls.everything = cls.invoice | cls.own | cls.own_below | cls.siblings

    def _seen(self, link, document=None):
        """Return the invoices this holder can open, of all of the customer."""
        base = self._enter(link, document)
        listed = self._get(f"{base}/invoices").text
        seen = self.everything.filtered(
            lambda move: self._get(f"{base}/invoices/{move.id}").status_code == 200
        )
        for move in self.everything:
            self.assertEqual(move.name in listed, move in seen, move.name)
        return seen

    def test_contacts_see_the_whole_company_unless_told_otherwise(self):
        """A-03: contacts two levels below, too."""
        for person in (self.customer, self.contact, self.below):
            self.assertEqual(self._seen(self._link(person)), self.everything)

    def test_contact_limited_to_own_documents_sees_those_of_contacts_below(self):
        self.contact.customer_zone_scope = "own"
        self.assertEqual(
            self._seen(self._link(self.contact)), self.own | self.own_below
        )
        self.assertEqual(self._seen(self._link(self.sibling)), self.everything)

    def test_company_default_holds_for_contacts_and_not_for_the_customer(self):
        self.company.customer_zone_contact_scope = "own"
        self.assertEqual(self._seen(self._link(self.below)), self.own_below)
        self.assertEqual(self._seen(self._link(self.customer)), self.everything)
        self.sibling.customer_zone_scope = "all"
        self.assertEqual(self._seen(self._link(self.sibling)), self.everything)

    def test_document_e_mailed_to_a_limited_contact_opens(self):
        """Whoever the seller sends a document to can read that document."""
        self.contact.customer_zone_scope = "own"
        link = self._link(self.contact)
        self.assertEqual(
            self._seen(link, self.invoice), self.own | self.own_below | self.invoice
        )

    def test_choice_is_kept_for_each_company(self):
        other = self.env["res.company"].create({"name": "Second Shop"})
        self.contact.with_company(other).customer_zone_scope = "own"
        self.assertTrue(self.contact._zone_sees_own_only(other))
        self.assertFalse(self.contact._zone_sees_own_only(self.company))

    def test_signed_in_contact_obeys_the_same_rule(self):
        self.portal_user.partner_id.parent_id = self.contact
        self.portal_user.company_id = self.company
        self.portal_user.partner_id.customer_zone_scope = "own"
        mine = self._invoice(self.portal_user.partner_id)
        self.authenticate(self.portal_user.login, self.portal_user.login)
        for move in self.everything:
            answer = self._get(f"/zone/my/invoices/{move.id}")
            self.assertEqual(answer.status_code, 404, move.name)
        self.assertEqual(self._get(f"/zone/my/invoices/{mine.id}").status_code, 200)

    def test_payment_on_its_way_tells_no_sum_with_documents_of_colleagues(self):
        """The sum is told to whoever may open all that it pays."""
        self._use_provider_with_code()
        alone = self._invoice(self.contact, 70.0)
        self._transaction(alone, state="pending")
        big = self._invoice(self.sibling, 49000.0)
        self._transaction(self.own | big, state="pending")
        limited = self._enter(self._link(self.contact))
        self.assertIn("50,000.00", self._notice(limited, self.own))
        self.contact.customer_zone_scope = "own"
        self.assertNotIn("000.00", self._notice(limited, self.own))
        self.assertIn("70.00", self._notice(limited, alone))
        self.assertNotIn("50,000.00", self._get_pay(limited, self.own))

    def test_holder_of_one_document_is_told_no_sum_with_others(self):
        """Not even on the page that refuses to take the money again."""
        self._use_provider_with_code()
        big = self._invoice(self.sibling, 49000.0)
        self._transaction(self.own | big, state="pending")
        stranger = self._enter(self._link(self.stranger, move=self.own))
        self.assertNotIn("000.00", self._notice(stranger, self.own))
        self.assertNotIn("50,000.00", self._get_pay(stranger, self.own))

    def _notice(self, base, invoice):
        """Return what is said on an invoice instead of a way to pay it."""
        page = " ".join(self._get(f"{base}/invoices/{invoice.id}").text.split())
        notice = page.partition('<div class="z-notice">')[2].partition("</div>")[0]
        self.assertIn("is on its way. Please do not pay again", notice)
        return notice

    def _get_pay(self, base, invoice):
        """Return the text of the page that would pay an invoice."""
        page = self._get(f"{base}/invoices/{invoice.id}/pay")
        self.assertEqual(page.status_code, 409)
        return page.text
