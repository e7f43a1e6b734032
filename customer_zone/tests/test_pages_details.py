from odoo import fields
from odoo.tests import tagged

from .details_common import ZoneDetailsCommon
from .pages_queries import count_queries

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
            "only we can add or change these",
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
        few = self._count(path)
        self.assertLess(few, 60)
        self._people(20)
        self.assertEqual(self._count(path), few)

    def _people(self, count):
        for number in range(count):
            name = f"Person {len(self.customer.child_ids)} {number}"
            person = self._contact(name, parent_id=self.customer.id)
            self._link(person)

    def _count(self, path):
        shown = self._get(path).text.count('data-label="Sees"')
        self.assertGreater(shown, 2)
        return count_queries(self, path)
