from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .pages_queries import count_queries
from .statement_page_common import StatementPageCommon

PAGE_SIZE = "odoo.addons.customer_zone.controllers.statement.page.PAGE_SIZE"


@tagged("post_install", "-at_install")
class TestStatementPage(StatementPageCommon):
    def test_what_is_owed_is_listed_oldest_due_first_and_credit_last(self):
        rows = self._rows(self.path)
        names = [self.late.name, self.soon.name, self.note.name, "Balance"]
        for name, row in zip(names, rows[1:], strict=True):
            self.assertIn(name, row)
        self.assertIn("40 days overdue", rows[1])
        self.assertIn("PO 4417", rows[1])
        self.assertIn("Due in 15 days", rows[2])
        self.assertIn("Not used yet", rows[3])
        self.assertIn("350.00", rows[4])

    def test_activity_runs_from_brought_forward_to_closing_balance(self):
        rows = self._rows(f"{self.path}?kind=activity&from=")
        self.assertIn("Brought forward", rows[1])
        self.assertIn("300.00", rows[2])
        self.assertIn("400.00", rows[3])
        self.assertIn("350.00", rows[4])
        self.assertIn("Closing balance", rows[5])

    def test_a_past_day_shows_what_was_open_then_and_nothing_to_pay(self):
        day = self.today - timedelta(days=5)
        page = self._get(f"{self.path}?to={day}").text
        self.assertIn("400.00", page)
        self.assertNotIn(self.note.name, page)
        self.assertNotIn('name="pay"', page)
        self.assertNotIn("/pay?", page)

    def test_a_day_to_come_is_today(self):
        later = self.today + timedelta(days=900)
        self.assertEqual(
            self._settle(self._get(f"{self.path}?to={later}")).count("300.00"),
            self._settle(self._get(self.path)).count("300.00"),
        )
        self.assertIn('name="pay"', self._get(f"{self.path}?to={later}").text)

    def test_each_line_opens_its_document(self):
        payment = self.env["account.payment"].create(
            {"partner_id": self.customer.id, "amount": 10.0, "date": self.today}
        )
        payment.action_post()
        page = self._get(f"{self.path}?kind=activity&from=").text
        day = self.today
        for address in (
            f"{self.base}/invoices/{self.late.id}",
            f"{self.base}/credit-notes/{self.note.id}",
            f"{self.base}/payments?from={day}&amp;to={day}",
        ):
            self.assertIn(f'href="{address}"', page)
            answer = self._get(address.replace("&amp;", "&"))
            self.assertEqual(answer.status_code, 200, address)

    def test_pressing_an_age_shows_its_items_alone(self):
        page = self._get(self.path).text
        currency = self.company.currency_id.name
        self.assertIn(f"/statement?currency={currency}&amp;age=2", page)
        rows = self._rows(f"{self.path}?age=2&currency={currency}")
        self.assertIn(self.late.name, rows[1])
        self.assertIn("Sum of this age", rows[2])
        self.assertIn("300.00", rows[2])
        rows = self._rows(f"{self.path}?age=-1&currency={currency}")
        self.assertIn(self.note.name, rows[1])

    def test_basis_of_the_ageing_is_the_companys_and_is_said(self):
        self.assertIn(
            "Counted in days after the due date of each invoice or instalment.",
            self._text(self.path),
        )
        self.company.customer_zone_ageing_basis = "invoice"
        text = self._text(self.path)
        self.assertIn("Counted in days after the date of each invoice.", text)
        self.assertIn("31–60 days old", text)
        self.company.customer_zone_ageing_unit = "months"
        text = self._text(self.path)
        self.assertIn("Counted in calendar months", text)

    def test_no_activity_says_what_is_brought_forward(self):
        day = self.today - timedelta(days=30)
        text = self._text(f"{self.path}?kind=activity&from={day}&to={day}")
        self.assertIn("No activity in this period", text)
        self.assertIn("Balance brought forward", text)
        self.assertIn("400.00", text)

    def test_a_long_statement_has_pages_that_carry_the_balance(self):
        for amount in (1.0, 2.0, 4.0):
            self._due(20, amount)
        with patch(PAGE_SIZE, 2):
            activity = f"{self.path}/page/2?kind=activity&from="
            rows = self._rows(activity)
            self.assertIn("Brought forward", rows[1])
            self.assertIn("400.00", rows[1])
            self.assertIn("Carried forward", rows[-1])
            self.assertIn("403.00", rows[-1])
            self.assertIn("Lines 3 to 4 of 6", self._text(activity))
            beyond = f"{self.path}/page/99?kind=activity&from="
            self.assertIn("Lines 5 to 6 of 6", self._text(beyond))
            self.assertIn("Closing balance", self._rows(beyond)[-1])
            rows = self._rows(f"{self.path}/page/2")
            self.assertIn("Brought forward", rows[1])
            self.assertIn("400.00", rows[1])

    def test_every_currency_has_a_section_of_its_own(self):
        other = self.env.ref("base.GBP")
        other.active = True
        self._due(5, 77.0, currency_id=other.id)
        text = self._text(self.path)
        self.assertIn(f"Balance in {other.full_name}", text)
        self.assertIn("77.00", text)
        text = self._text(f"{self.path}?currency={other.name}")
        self.assertNotIn(self.late.name, text)
        self.assertIn("77.00", text)

    def test_quick_dates_go_by_the_companys_year(self):
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        self.company.account_fiscal_country_id = self.env.ref("base.za")
        text = self._text(f"{self.path}?kind=activity")
        self.assertRegex(text, r"Financial year to Jun 20\d\d")
        self.assertRegex(text, r"Tax year to Feb 20\d\d")
        self.company.write({"fiscalyear_last_month": "2", "fiscalyear_last_day": 28})
        text = self._text(f"{self.path}?kind=activity")
        self.assertNotIn("Financial year", text)
        self.assertRegex(text, r"Tax year to Feb 20\d\d")

    def test_odd_addresses_mean_the_usual_statement(self):
        usual = self._rows(self.path)
        for query in (
            "kind=x&from=x&to=31-12-2026&currency=%00&age=99",
            "to=9999-99-99",
            "age=1e3",
            "to=0001-01-01&to=",
        ):
            answer = self._get(f"{self.path}?{query}")
            self.assertEqual(answer.status_code, 200, query)
        self.assertEqual(self._rows(f"{self.path}?kind=x&age=99"), usual)

    def test_only_who_sees_the_account_sees_its_statement(self):
        """A-03: not with invoices only, not for contacts with their own documents."""
        paths = [f"{self.path}{part}" for part in ("", "/csv", "/xlsx", "/pdf")]
        self.contact.customer_zone_scope = "own"
        for path in paths:
            self.assertEqual(self._get(path).status_code, 404, path)
        self.assertNotIn("/statement", self._get(f"{self.base}/invoices").text)
        self.contact.customer_zone_scope = "all"
        self.company.customer_zone_mode = "documents"
        for path in paths:
            self.assertEqual(self._get(path).status_code, 404, path)
        self.company.customer_zone_mode = "history"
        self.links.search([]).action_revoke()
        for path in paths:
            self.assertEqual(self._get(path).status_code, 404, path)

    def test_pages_take_the_same_queries_for_few_and_for_many(self):
        """P-01: the bench compares 100 lines with 100 000."""
        for query in ("", "?kind=activity&from="):
            few = count_queries(self, f"{self.path}{query}")
            for number in range(12):
                self._due(number - 6, 10.0 + number)
            many = count_queries(self, f"{self.path}{query}")
            self.assertEqual(many, few, query)
            self.assertLessEqual(many, 40)

    def test_money_on_its_way_is_said_and_not_counted(self):
        self._use_provider_with_code()
        self._transaction(self.soon, state="pending", reference="TX-COMING")
        text = self._text(self.path)
        self.assertIn("is not in yet and not counted here", text)
        page = self._get(self.path).text
        self.assertIn(f'value="{self.late.id}"', page)
        self.assertNotIn(f'value="{self.soon.id}"', page)
        self.assertIn("On its way", text)

    def test_dates_are_those_of_the_companys_calendar(self):
        """S-11: just before midnight in UTC it is tomorrow in Johannesburg."""
        moment = "odoo.addons.customer_zone.controllers.statement.asked.company_today"
        tomorrow = fields.Date.add(self.today, days=1)
        with patch(moment, return_value=tomorrow):
            self.assertIn("41 days overdue", self._text(self.path))
