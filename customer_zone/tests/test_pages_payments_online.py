from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestPagesPaymentsOnline(ZonePagesCommon):
    """Online payments among all others: which of them, and on which day."""

    def test_a_payment_belongs_to_the_day_the_payer_lives_in(self):
        """S-11: half past midnight in Johannesburg is the day before in UTC."""
        self.contact.tz = "Africa/Johannesburg"
        self._transaction(
            self.invoice,
            state="cancel",
            reference="TX-NIGHT",
            last_state_change="2026-02-28 22:30:00",
        )
        path = f"{self._enter()}/payments"
        for days, is_listed in (
            ("from=2026-03-01&to=2026-03-01", True),
            ("from=2026-02-28&to=2026-02-28", False),
        ):
            self.assertEqual("TX-NIGHT" in self._get(f"{path}?{days}").text, is_listed)
        table = self._get(f"{path}/export/csv").text
        row = next(row for row in table.splitlines() if "TX-NIGHT" in row)
        self.assertIn("2026-03-01", row)

    def test_money_captured_in_parts_is_listed_once(self):
        """M-16: what was held is not listed beside the parts it was taken in."""
        held = self._transaction(self.invoice, state="done", reference="TX-HELD")
        path = f"{self._enter()}/payments"
        self.assertIn("TX-HELD", self._get(path).text)
        self._transaction(
            self.invoice,
            state="done",
            reference="TX-PART",
            source_transaction_id=held.id,
        )
        page = self._get(path).text
        self.assertIn("TX-PART", page)
        self.assertNotIn("TX-HELD", page)
