from freezegun import freeze_time

from odoo.tests import new_test_user, tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestAnalysis(ZoneCommon):
    """Views, visitors, payments, and the days between."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.analysis = cls.env["customer.zone.analysis"]
        cls.company.customer_zone_keep = 12
        cls.invoice = cls._invoice(cls.customer, invoice_date="2026-02-20")

    def _note(self, when, kind, recipient=None, customer=None):
        visitor = {
            "company_id": self.company.id,
            "customer_id": (customer or self.customer).id,
            "recipient_id": (recipient or self.contact).id,
        }
        with freeze_time(when):
            self.env["customer.zone.event"]._record(visitor, kind, move=self.invoice)

    def _story(self):
        self._note("2026-03-01 08:00:00", "sent")
        self._note("2026-03-03 20:00:00", "view")
        self._note("2026-03-04 08:00:00", "pdf")
        self._note("2026-03-05 08:00:00", "view", self.customer)
        self._note("2026-03-05 08:00:00", "view", self.stranger)
        self._note("2026-04-01 08:00:00", "pay_start")

    def _totals(self, *groupby):
        self.env.flush_all()
        measures = ["views:sum", "visitors:count_distinct", "started:sum"]
        measures += ["finished:sum", "documents:sum", "days_to_view:avg"]
        measures += ["days_to_pay:avg"]
        domain = [("customer_id", "=", self.customer.id)]
        return self.analysis._read_group(domain, groupby, measures)

    def test_sums_of_a_customer(self):
        self._story()
        ((views, visitors, started, finished, documents, viewing, paying),) = (
            self._totals()
        )
        self.assertEqual((views, visitors), (3, 2))
        self.assertEqual((started, finished, documents), (1, 0, 1))
        self.assertAlmostEqual(viewing, 2.5)
        self.assertFalse(paying)

    def test_sums_per_month(self):
        self._story()
        months = {row[0].month: row[1:] for row in self._totals("date:month")}
        self.assertEqual(months[3][0], 3)
        self.assertEqual(months[4][2], 1)

    def test_payment_finished_and_days_to_pay(self):
        self._story()
        with freeze_time("2026-04-02 09:00:00"):
            tx = self._transaction(self.invoice)
            tx._set_done()
            tx._post_process()
        totals = self._totals()[0]
        self.assertEqual(totals[3], 1)
        self.assertEqual(totals[6], 32)

    def test_sums_stay_when_old_activity_is_cleaned_up(self):
        self._story()
        before = self._totals()[0]
        with freeze_time("2028-01-01"):
            self.env["customer.zone.event"]._prune(self.company, 100)
        after = self._totals()[0]
        self.assertEqual(after[0], before[0])
        self.assertEqual(after[2:], before[2:])
        self.assertEqual(after[1], 0)

    def test_rows_open_their_document(self):
        self._story()
        rows = self.analysis.search([("customer_id", "=", self.customer.id)])
        self.assertEqual(len(rows), 5)
        self.assertEqual(len(set(rows.ids)), 5)
        for row in rows:
            action = row.action_open_document()
            self.assertEqual(action["res_model"], "account.move")
            self.assertEqual(action["res_id"], self.invoice.id)

    def test_other_companies_see_nothing(self):
        """A-12: rows of another company stay closed."""
        self._story()
        other = self.env["res.company"].create({"name": "Second Shop"})
        clerk = new_test_user(
            self.env,
            "zone_analyst",
            "account.group_account_readonly",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.env.flush_all()
        self.assertFalse(self.analysis.with_user(clerk).search([]))

    def test_menu_leads_to_it(self):
        menu = self.env.ref("customer_zone.menu_customer_zone_analysis")
        self.assertEqual(menu.action.res_model, "customer.zone.analysis")
        self.assertEqual(menu.action.view_mode, "pivot,graph,list")
