from odoo.tests import tagged

from .details_common import ZoneDetailsCommon


@tagged("post_install", "-at_install")
class TestPagesDetailsNumbers(ZoneDetailsCommon):
    """W-9: numbers are checked while typing, and locked once documents carry them."""

    def setUp(self):
        super().setUp()
        self.newcomer = self._contact(
            "Marula Foods",
            is_company=True,
            country_id=self.south_africa.id,
            street="1 Long Street",
            city="Cape Town",
            zip="8001",
        )
        self.newcomer.customer_zone_allowed = True
        link = self.links._issue(self.company, self.newcomer, self.newcomer)
        self.base = self._enter(link)
        self.form = f"{self.base}/details/change"

    def _check(self, **typed):
        """Return what the page is told while somebody types."""
        address = f"{self.base}/details/check"
        return self._post(address, csrf=self.form, **typed).json()

    def _typed(self, **changed):
        form = {
            "contact_phone": self.newcomer.phone or "",
            "language_lang": self.newcomer.lang or "",
            "billing_street": "1 Long Street",
            "billing_city": "Cape Town",
            "billing_zip": "8001",
            "billing_country_id": str(self.south_africa.id),
            "company_vat": "",
            "company_registry": "",
        }
        return {**form, **changed}

    def test_a_wrong_tax_number_is_told_while_typing(self):
        for number in ("123", "5123456789", "41234567890", "<b>"):
            with self.subTest(number=number):
                found = self._check(company_vat=number)
                self.assertIn("10 digits", found["company_vat"])
        found = self._check(company_vat="4123456789")
        self.assertNotIn("company_vat", found)
        self.assertFalse(self.requests.search([("customer_id", "=", self.newcomer.id)]))

    def test_core_says_what_is_wrong_with_numbers_it_knows(self):
        self.newcomer.country_id = self.env.ref("base.be")
        rules = self.env["ir.module.module"].search([("name", "=", "base_vat")])
        self.assertEqual(rules.state, "installed")
        self.assertIn("BE", self._check(company_vat="BE0477472702")["company_vat"])
        self.assertNotIn("company_vat", self._check(company_vat="BE0477472701"))

    def test_other_fields_are_checked_the_same_way(self):
        found = self._check(contact_phone="none", company_company_registry="?")
        self.assertIn("telephone", found["contact_phone"])
        self.assertIn("registration", found["company_company_registry"])

    def test_the_numbers_are_asked_for_and_not_written(self):
        typed = self._typed(
            company_vat="4123456789", company_company_registry="2009/118842/23"
        )
        answer = self._post(self.form, csrf=self.form, **typed)
        self.assertEqual(answer.status_code, 303)
        asked = self.requests.search([("customer_id", "=", self.newcomer.id)])
        self.assertIn(("vat", "", "4123456789"), self._shown(asked))
        self.assertIn(("company_registry", "", "2009/118842/23"), self._shown(asked))
        self.assertFalse(self.newcomer.vat)
        asked.action_approve()
        self.assertEqual(self.newcomer.vat, "4123456789")
        self.assertEqual(self.newcomer.company_registry, "2009/118842/23")

    def test_with_documents_the_numbers_are_locked_and_it_is_said_why(self):
        self.assertNotIn("(locked)", self._part(self._get(self.form).text))
        self._invoice(self.newcomer)
        part = self._part(self._get(self.form).text)
        self.assertEqual(part.count("(locked)"), 2)
        self.assertEqual(part.count("We have sent you documents already"), 2)
        typed = self._typed(company_vat="4123456789")
        self.assertEqual(self._post(self.form, self.form, **typed).status_code, 422)
        self.assertFalse(self.requests.search([("customer_id", "=", self.newcomer.id)]))

    def _part(self, page):
        """Return the section of the form with the numbers."""
        return page.partition('id="company"')[2].partition("</fieldset>")[0]

    def test_the_company_can_close_the_section(self):
        self.company.customer_zone_change_company = False
        self.assertNotIn('id="company"', self._get(self.form).text)
        self.assertNotIn("company_vat", self._check(company_vat="1"))
