from odoo.tests import tagged

from .quotes_common import ZoneQuotesCommon


@tagged("post_install", "-at_install")
class TestPagesQuotesSeen(ZoneQuotesCommon):
    """Followers are told that the customer looked: the customer, and nobody else."""

    def _look(self, recipient):
        """Let somebody the quote was e-mailed to look at it for a while."""
        key = f"quote-{self.quote.id}"
        base = self._enter(self._link(recipient, move=self.quote), self.quote)
        page = self._page_of(base, self.quote)
        answer = self._post(f"{base}/seen", csrf=page, document=key)
        self.assertEqual((answer.status_code, answer.text), (204, ""))

    def _notes(self):
        viewed = self.env.ref("sale.mt_order_viewed")
        return self.quote.message_ids.filtered(lambda one: one.subtype_id == viewed)

    def test_look_of_whoever_was_added_by_hand_is_not_the_customers(self):
        """It is kept, and the customer's own look that day is still told."""
        self._look(self.stranger)
        events = self.env["customer.zone.event"]
        seen = events.search([("order_id", "=", self.quote.id), ("kind", "=", "view")])
        self.assertEqual(seen.recipient_id, self.stranger)
        self.assertFalse(self._notes())
        self._look(self.contact)
        self.assertEqual(len(self._notes()), 1)
        self._look(self.contact)
        self.assertEqual(len(self._notes()), 1)

    def test_seller_is_told_in_their_own_language_and_not_by_the_visitor(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.seller.lang = "fr_FR"
        self._look(self.contact)
        note = self._notes()
        self.assertIn("Devis consult\u00e9 par le client.", note.body)
        self.assertEqual(note.author_id, self.env.ref("base.partner_root"))
