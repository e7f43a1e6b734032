import re

from odoo import fields
from odoo.tests import tagged

from .details_common import ZoneDetailsCommon

SCRIPT = "<script>alert(1)</script>"


@tagged("post_install", "-at_install")
class TestPagesDetails(ZoneDetailsCommon):
    def setUp(self):
        super().setUp()
        self.base = self._enter()

    def test_page_shows_what_is_on_file(self):
        self.customer.vat = "4120283947"
        self.contact.user_ids.unlink()
        page = self._get(f"{self.base}/details")
        self.assertEqual(page.status_code, 200)
        for text in (
            "Acacia Trading",
            "2009/118842/23",
            "4120283947",
            "C00412",
            "Thandi Acacia",
            "thandi.acacia@example.com",
            "021 555 0117",
            "Unit 3, 27 Bree Street",
            "only we can change them",
            "We deliver to the invoice address.",
            self.company.name,
        ):
            self.assertIn(text, page.text)
        self.assertEqual(page.text.count("<h1"), 1)
        self.assertNotIn("Waiting for our approval", page.text)

    def test_an_edit_is_a_request_and_changes_nothing_else(self):
        before = self._everything()
        answer = self._ask(
            self.base, contact_phone="021 555 0199", billing_street="12 Dorp Street"
        )
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self._everything(), before)
        request = self.requests.search([])
        self.assertEqual(request.state, "waiting")
        self.assertEqual(request.customer_id, self.customer)
        self.assertEqual(request.recipient_id, self.contact)
        self.assertEqual(
            self._shown(request),
            [
                ("phone", "021 555 0117", "021 555 0199"),
                ("street", "Unit 3, 27 Bree Street", "12 Dorp Street"),
            ],
        )
        page = self._get(f"{self.base}/details").text
        self.assertIn("Waiting for our approval", page)
        for text in ("021 555 0199", "12 Dorp Street", "Unit 3, 27 Bree Street"):
            self.assertIn(text, page)

    def test_the_form_shows_what_is_asked_for_and_what_is_on_file(self):
        self._ask(self.base, contact_phone="021 555 0199")
        form = self._get(f"{self.base}/details/change").text
        self.assertIn('value="021 555 0199"', form)
        self.assertIn("Now: 021 555 0117", " ".join(form.split()))

    def test_a_second_request_replaces_the_one_that_waits(self):
        self._ask(self.base, contact_phone="021 555 0199")
        self._ask(self.base, contact_phone="021 555 0300")
        first, second = self.requests.search([], order="id")
        self.assertEqual((first.state, second.state), ("withdrawn", "waiting"))
        self.assertEqual(len(self.customer.activity_ids), 1)

    def test_visitor_takes_back_a_request(self):
        self._ask(self.base, contact_phone="021 555 0199")
        answer = self._post(f"{self.base}/details/withdraw", f"{self.base}/details")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.requests.search([]).state, "withdrawn")
        self.assertFalse(self.customer.activity_ids)
        page = self._get(f"{self.base}/details").text
        self.assertNotIn("Waiting for our approval", page)
        self.assertIn("Taken back", page)

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
        self._ask(self.base, billing_country_id=str(self.namibia.id), billing_zip="8005")
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

    def test_script_text_stays_text(self):
        """X-05: in the customer's own name and address, on file and asked for."""
        self.customer.write({"name": f"Acacia {SCRIPT}", "street": SCRIPT})
        self.contact.name = f"Thandi {SCRIPT}"
        answer = self._ask(
            self.base,
            billing_city=f"Cape {SCRIPT}",
            billing_street=SCRIPT,
            contact_name=self.contact.name,
            billing_zip="76",
            note=SCRIPT,
        )
        self.assertNotIn(SCRIPT, answer.text)
        self._ask(
            self.base,
            billing_city=f"Cape {SCRIPT}",
            billing_street=SCRIPT,
            contact_name=self.contact.name,
            note=SCRIPT,
        )
        for path in ("details", "details/change"):
            page = self._get(f"{self.base}/{path}").text
            self.assertNotIn(SCRIPT, page)
            self.assertIn("&lt;script&gt;", page)
        note = self.customer.activity_ids.note
        self.assertNotIn("<script", note)
        self.assertIn("&lt;script&gt;", note)

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

    def test_too_many_requests_a_day_are_held_back(self):
        for number in range(10):
            answer = self._ask(self.base, contact_phone=f"021 555 02{number:02}")
            self.assertEqual(answer.status_code, 303)
        answer = self._ask(self.base, contact_phone="021 555 0399")
        self.assertEqual(answer.status_code, 429)
        self.assertIn('value="021 555 0399"', answer.text)
        self.assertEqual(len(self.customer.activity_ids), 1)

    def test_visitor_sees_own_links_and_the_people_of_the_account(self):
        self._link(self.customer)
        outside = self._link(self.stranger, move=self.invoice)
        self.links._issue(self.company, self.other_customer, self.other_customer)
        page = self._get(f"{self.base}/details").text
        self.assertEqual(page.count("(this visit)"), 1)
        self.assertIn("acacia.trading@example.com", page)
        self.assertNotIn("auditor.elsewhere", page)
        self.assertNotIn("baobab", page.lower())
        self.assertTrue(outside.expires_at > fields.Datetime.now())

    def _everything(self):
        """Return all stored values of the customer's contacts."""
        partners = self.customer | self.customer.child_ids | self.other_customer
        partners.invalidate_recordset()
        names = ["name", "email", "phone", "lang", "vat", "parent_id", "type"]
        names += ["street", "street2", "city", "zip", "state_id", "country_id", "ref"]
        return partners.read(names)


@tagged("post_install", "-at_install")
class TestPagesDetailsSpeed(ZoneDetailsCommon):
    def test_the_page_costs_the_same_for_ten_and_many_rows(self):
        base = self._enter()
        path = f"{base}/details"
        self._people(2)
        self._get(path)
        few = self._count(path)
        self._people(20)
        self.assertEqual(self._count(path), few)

    def _people(self, count):
        for number in range(count):
            name = f"Person {len(self.customer.child_ids)} {number}"
            person = self._contact(name, parent_id=self.customer.id)
            self._link(person)

    def _count(self, path):
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        answer = self._get(path)
        self.assertEqual(answer.status_code, 200)
        people = len(re.findall(r'data-label="Sees"', answer.text))
        self.assertGreater(people, 2)
        return self.env.cr.sql_log_count - start
