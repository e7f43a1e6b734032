from odoo.tests import tagged

from .details_common import ZoneDetailsCommon


@tagged("post_install", "-at_install")
class TestPagesDetailsForm(ZoneDetailsCommon):
    def setUp(self):
        super().setUp()
        self.base = self._enter()

    def test_the_form_shows_what_is_asked_for_and_what_is_on_file(self):
        self._ask(self.base, contact_phone="021 555 0199")
        form = self._get(f"{self.base}/details/change").text
        self.assertIn('value="021 555 0199"', form)
        self.assertIn("Now: 021 555 0117", " ".join(form.split()))

    def test_problems_are_told_at_the_top_and_beside_the_field(self):
        answer = self._ask(
            self.base,
            contact_phone="call me",
            billing_zip="760",
            billing_city="",
            person_name="Pieter van Wyk",
            person_email="pieter",
            note="Moving in May",
        )
        self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.requests.search([]))
        text = answer.text
        self.assertIn("fields need another look", text)
        for name in ("contact_phone", "billing_zip", "billing_city", "person_email"):
            self.assertIn(f'href="#{name}"', text)
            self.assertIn(f'id="{name}_wrong"', text)
            self.assertRegex(text, f'aria-describedby="{name}_wrong')
        self.assertIn("A South African postal code has 4 digits", text)
        for typed in ("call me", "760", "Pieter van Wyk", "pieter", "Moving in May"):
            self.assertIn(typed, text)

    def test_sections_that_were_not_touched_are_not_held_against_the_visitor(self):
        self.customer.write({"street": False, "zip": False, "phone": False})
        answer = self._ask(
            self.base,
            contact_phone="021 555 0199",
            billing_street="",
            billing_zip="",
        )
        self.assertEqual(answer.status_code, 303)

    def test_nothing_changed_is_no_request(self):
        answer = self._ask(self.base)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Nothing differs", answer.text)
        self.assertFalse(self.requests.search([]))

    def test_country_is_locked_once_there_are_documents(self):
        self._invoice(self.customer)
        form = self._get(f"{self.base}/details/change").text
        self.assertNotIn('name="billing_country_id"', form)
        self._ask(
            self.base, billing_country_id=str(self.namibia.id), billing_zip="8005"
        )
        self.assertEqual(
            self._shown(self.requests.search([])), [("zip", "8001", "8005")]
        )

    def test_fields_that_are_not_offered_are_never_asked_for(self):
        self._ask(
            self.base,
            contact_phone="021 555 0199",
            contact_email="thief@example.com",
            contact_vat="4999999999",
            contact_parent_id=str(self.other_customer.id),
            contact_user_ids="1",
            billing_vat="4999999999",
            billing_email="thief@example.com",
            partner_id=str(self.other_customer.id),
        )
        request = self.requests.search([])
        self.assertEqual(
            self._shown(request), [("phone", "021 555 0117", "021 555 0199")]
        )
        self.assertEqual(request.line_ids.partner_id, self.contact)

    def test_name_of_somebody_who_signs_in_cannot_be_asked_for(self):
        self.env["res.users"].create(
            {
                "login": "thandi",
                "partner_id": self.contact.id,
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
            }
        )
        self.assertNotIn(
            'name="contact_name"', self._get(f"{self.base}/details/change").text
        )
        self._ask(self.base, contact_name="Somebody Else", contact_phone="021 5550199")
        self.assertEqual(
            self._shown(self.requests.search([])),
            [("phone", "021 555 0117", "021 5550199")],
        )

    def test_name_of_the_customer_itself_cannot_be_asked_for(self):
        base = self._enter(self._link(self.customer))
        form = self._get(f"{base}/details/change").text
        self.assertNotIn('name="contact_name"', form)

    def test_a_delivery_address_and_a_person_can_be_added(self):
        self._ask(
            self.base,
            delivery_street="4 Kloof Road",
            delivery_city="Stellenbosch",
            delivery_zip="7600",
            delivery_country_id=str(self.south_africa.id),
            person_name="Pieter van Wyk",
            person_email="pieter@acacia.example",
        )
        lines = self.requests.search([]).line_ids
        self.assertEqual(set(lines.mapped("section")), {"delivery", "person"})
        self.assertFalse(lines.partner_id)
        self.assertFalse(self.customer.child_ids - self.contact)

    def test_what_the_company_closes_is_neither_shown_nor_taken(self):
        self.company.write(
            {
                "customer_zone_change_billing": False,
                "customer_zone_change_people": False,
            }
        )
        form = self._get(f"{self.base}/details/change").text
        self.assertNotIn("billing_street", form)
        self.assertNotIn("person_email", form)
        answer = self._ask(self.base, billing_street="12 Dorp Street")
        self.assertEqual(answer.status_code, 422)
        self.company.write(
            {
                "customer_zone_change_contact": False,
                "customer_zone_change_language": False,
                "customer_zone_change_delivery": False,
            }
        )
        self.assertEqual(self._get(f"{self.base}/details/change").status_code, 404)
        self.assertNotIn("details/change", self._get(f"{self.base}/details").text)

    def test_strange_values_are_answered_not_crashed_on(self):
        for value in ("²", "9" * 40, "-1", "abc", "\x00\x07", "0"):
            with self.subTest(value=value):
                answer = self._ask(
                    self.base,
                    delivery_street="4 Kloof Road",
                    delivery_country_id=value,
                    delivery_state_id=value,
                )
                self.assertEqual(answer.status_code, 422)
        answer = self._ask(self.base, contact_name="x" * 151, language_lang="xx_XX")
        self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.requests.search([]))
