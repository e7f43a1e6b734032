from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.customer_zone.statement import company_today

from .statement_common import StatementCommon


@tagged("post_install", "-at_install")
class TestStatementMatching(StatementCommon):
    """The day of a matching: set once, in the company's own calendar."""

    def _partial(self):
        invoice = self._invoice(100, "2026-01-10")
        payment = self._payment(100, "2026-01-20")
        (self._items(invoice, payment)).reconcile()
        return self._items(invoice).matched_credit_ids

    def test_a_matching_carries_the_company_day_it_was_made_on(self):
        """S-11: at 22:30 UTC it is already tomorrow in Johannesburg."""
        self.company.partner_id.tz = False
        with freeze_time("2026-03-31 22:30:00"):
            self.assertEqual(company_today(self.company), date(2026, 4, 1))
            self.assertEqual(self._partial().customer_zone_matched_on, date(2026, 4, 1))

    def test_the_company_contact_decides_the_time_zone(self):
        """S-11: both nights on which New York changes its clocks."""
        self.company.partner_id.tz = "America/New_York"
        for now, day in (
            ("2026-03-08 04:59:00", date(2026, 3, 7)),
            ("2026-03-09 03:59:00", date(2026, 3, 8)),
            ("2026-11-02 04:59:00", date(2026, 11, 1)),
            ("2026-11-02 05:00:00", date(2026, 11, 2)),
        ):
            with freeze_time(now):
                self.assertEqual(company_today(self.company), day)

    def test_the_day_stays_when_the_items_change(self):
        with self._on("2026-04-01"):
            partial = self._partial()
        partial.debit_move_id.partner_id = self._partner("Baobab Stores")
        partial.flush_recordset()
        self.assertEqual(partial.customer_zone_matched_on, date(2026, 4, 1))
        self.assertTrue(partial.customer_zone_across)

    def test_old_matchings_get_the_later_date_of_their_items(self):
        """The back-fill is one statement and reads no record."""
        partial = self._partial()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_partial_reconcile SET customer_zone_matched_on = NULL,"
            " customer_zone_across = NULL"
        )
        before = self.env.cr.sql_log_count
        self.env["account.partial.reconcile"]._customer_zone_backfill()
        self.assertEqual(self.env.cr.sql_log_count - before, 1)
        self.env.invalidate_all()
        self.assertEqual(partial.customer_zone_matched_on, date(2026, 1, 20))
        self.assertEqual(partial.customer_zone_across, False)

    def test_a_matching_without_a_day_counts_from_the_dates_of_its_items(self):
        self._partial()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_partial_reconcile SET customer_zone_matched_on = NULL"
        )
        self.env.invalidate_all()
        self.assertEqual(len(self._home(self._open("2026-01-19")).lines), 1)
        self.assertEqual(len(self._home(self._open("2026-01-20")).lines), 0)
