from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from .quotes_common import ZoneQuotesCommon

MIGRATION = "customer_zone/migrations/19.0.0.2.0/post-migrate.py"


@tagged("post_install", "-at_install")
class TestQuoteReopened(ZoneQuotesCommon):
    """A quote that becomes a draft again begins anew."""

    def setUp(self):
        super().setUp()
        self.base = self._enter()

    def _page(self):
        self.env.flush_all()
        return self._get(self._page_of(self.base, self.quote))

    def test_decline_of_an_earlier_offer_is_not_told_as_todays(self):
        """Declined, revised, sent again, withdrawn by us."""
        self._decline(self.base, self.quote)
        self.assertIn("“Too dear”", self._page().text)
        self.quote.action_draft()
        self.assertFalse(self.quote.customer_zone_declined_on)
        self.assertFalse(self.quote.customer_zone_decline_reason)
        self.quote.action_quotation_sent()
        self.quote.action_cancel()
        page = self._page()
        self.assertIn("Cancelled by us", page.text)
        self.assertNotIn("“Too dear”", page.text)

    def test_content_that_was_never_sent_stays_hidden_when_it_is_cancelled(self):
        """Sent, revised as a draft, cancelled; then sent at last and cancelled."""
        self.quote.action_draft()
        self.quote.order_line.name = "Not for the customer yet"
        self.quote.action_cancel()
        self.assertEqual(self._page().status_code, 404)
        self.assertNotIn(self.quote.name, self._get(f"{self.base}/quotes").text)
        self.assertFalse(self.quote._zone_is_visible())
        self.quote.action_draft()
        self.quote.with_context(mark_so_as_sent=True).message_post(body="Here it is")
        self.assertEqual(self.quote.state, "sent")
        self.quote.action_cancel()
        page = self._page()
        self.assertEqual(page.status_code, 200)
        self.assertIn("Not for the customer yet", page.text)

    def test_upgrade_forgets_what_is_no_longer_true(self):
        """Open quotes were not declined, drafts were not sent; the rest stays."""
        declined, draft = self._quote(), self._quote()
        draft.action_draft()
        day = "2026-01-05 08:00:00"
        for order in self.quote | declined | draft:
            order.write(
                {
                    "customer_zone_sent_on": day,
                    "customer_zone_declined_on": day,
                    "customer_zone_decline_reason": "Too dear",
                }
            )
        declined.action_cancel()
        self.env.flush_all()
        script = load_script(file_path(MIGRATION), "zone_post_migrate")
        script.migrate(self.env.cr, "19.0.0.1.0")
        self.env.invalidate_all()
        self.assertFalse((self.quote | draft).filtered("customer_zone_declined_on"))
        self.assertFalse((self.quote | draft).filtered("customer_zone_decline_reason"))
        self.assertEqual(declined.customer_zone_decline_reason, "Too dear")
        self.assertTrue(declined.customer_zone_declined_on)
        self.assertTrue(self.quote.customer_zone_sent_on)
        self.assertFalse(draft.customer_zone_sent_on)
