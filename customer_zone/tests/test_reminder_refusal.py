from odoo.tests import tagged
from odoo.tools import SQL

from ..models.sending.account_move_notice import EFT_TYPE, QUERY_TYPE
from .reminder_common import ReminderCommon


@tagged("post_install", "-at_install")
class TestReminderRefusal(ReminderCommon):
    """What keeps a reminder back, and what no longer does."""

    def _alter(self, tx, change):
        """Bring a transaction into a state, whatever its provider supports."""
        self.env.flush_all()
        query = SQL("UPDATE payment_transaction SET %s WHERE id = %s", change, tx.id)
        self.env.cr.execute(query)
        self.env.invalidate_all()

    def _act_as(self, code):
        """Let the test provider be one of another addon, which is not there."""
        change = SQL("UPDATE payment_provider SET code = %s", code)
        self.env.cr.execute(SQL("%s WHERE id = %s", change, self.provider.id))
        self.env.invalidate_all()

    def _tell(self, type_xmlid, invoice=None):
        (invoice or self.invoice)._zone_tell_seller(
            self.contact, "Please look", type_xmlid
        )

    def test_what_a_customer_told_is_seen_to_before_they_are_reminded(self):
        """B14, E5: a query and "I have paid" both wait for a person first."""
        for type_xmlid in (QUERY_TYPE, EFT_TYPE):
            with self.subTest(type=type_xmlid):
                invoice = self._invoice(self.customer)
                self._due(invoice, days=8)
                self._tell(type_xmlid, invoice)
                self.assertFalse(self._run())
                invoice.activity_ids.action_feedback(feedback="Seen to.")
                self.assertEqual(self._run(), invoice)

    def test_only_what_the_customer_told_keeps_a_reminder_back(self):
        """Work of the seller's own on the same invoice does not."""
        self._due(self.invoice, days=8)
        self.invoice.activity_schedule("mail.mail_activity_data_todo")
        other = self._invoice(self.customer)
        self._tell(QUERY_TYPE, other)
        self.assertEqual(self._run(), self.invoice)

    def test_what_was_told_is_found_with_one_query_for_any_number(self):
        invoices = self.invoice | self._invoice(self.customer)
        self._tell(QUERY_TYPE, invoices[0])
        self._tell(EFT_TYPE, invoices[1])
        self.env.flush_all()
        invoices._zone_told(QUERY_TYPE, EFT_TYPE)
        with self.assertQueryCount(1):
            self.assertEqual(invoices._zone_told(QUERY_TYPE, EFT_TYPE), invoices)
        self.assertEqual(invoices._zone_in_query(), invoices[0])

    def test_nobody_is_reminded_while_a_payment_is_under_way(self):
        self._act_as("gateway")
        for state in ("draft", "pending", "authorized", "done"):
            with self.subTest(state=state):
                invoice = self._invoice(self.customer)
                self._due(invoice, days=8)
                tx = self._transaction(invoice)
                self._alter(tx, SQL("state = %s", state))
                self.assertFalse(self._run())
                self._alter(tx, SQL("state = 'cancel'"))
                self.assertEqual(self._run(), invoice)

    def test_payment_begun_long_ago_and_left_stands_in_nobodys_way(self):
        self._due(self.invoice, days=8)
        tx = self._transaction(self.invoice)
        self._alter(tx, SQL("create_date = create_date - interval '1 hour'"))
        self.assertEqual(self._run(), self.invoice)

    def test_wire_transfer_that_was_only_announced_stands_in_nobodys_way(self):
        """The customer was told how to pay; the money may never come."""
        for code in ("custom", "none"):
            with self.subTest(code=code):
                self._act_as(code)
                invoice = self._invoice(self.customer)
                self._due(invoice, days=8)
                tx = self._transaction(invoice)
                self._alter(tx, SQL("state = 'pending'"))
                self.assertEqual(self._run(), invoice)

    def test_customer_without_an_address_is_reminded_once_there_is_one(self):
        """No step is spent on an e-mail that reaches nobody."""
        self._due(self.invoice, days=8)
        for email in (False, "nonsense"):
            self.customer.email = email
            self.assertFalse(self._run())
            self.assertFalse(self._events())
        self.customer.email = "accounts@example.com"
        self.assertEqual(self._run(), self.invoice)
        self.assertEqual(self._events().mapped("kind"), ["reminder"])

    def _events(self):
        return self.env["customer.zone.event"].search(
            [("move_id", "=", self.invoice.id)]
        )
