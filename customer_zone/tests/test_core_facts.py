import inspect

from odoo.tests import tagged
from odoo.tools import hash_sign, verify_hash_signed

from odoo.addons.account_payment.controllers.payment import PaymentPortal
from odoo.addons.payment.controllers.portal import PaymentPortal as Portal
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.sale.controllers.portal import PaymentPortal as OrderPortal

from .common import ZoneCommon

SCOPE = "customer_zone.core_facts"
# What the statement's and the lists' own SQL reads.
COLUMNS = {
    "account_move_line": "move_id partner_id account_id company_id currency_id balance "
    "amount_currency amount_residual amount_residual_currency date date_maturity "
    "parent_state payment_id display_type reconciled",
    "account_partial_reconcile": "debit_move_id credit_move_id amount "
    "debit_amount_currency credit_amount_currency exchange_move_id max_date",
    "account_move": "name state move_type partner_id commercial_partner_id company_id "
    "payment_state invoice_date invoice_date_due amount_residual",
    "payment_transaction": "state is_post_processed payment_id",
}


@tagged("post_install", "-at_install")
class TestCoreFacts(ZoneCommon):
    """T-02: what the zone relies on in Odoo, one fact per test.

    A test that fails here names what a new Odoo does in another way, before anything
    else fails because of it.
    """

    def test_every_payment_route_creates_through_the_one_method_we_guard(self):
        """The gate stands in front of it."""
        for method in (
            Portal.payment_transaction,
            PaymentPortal._process_transaction,
            OrderPortal.portal_order_transaction,
        ):
            source = inspect.getsource(inspect.unwrap(method))
            with self.subTest(method=method.__name__):
                self.assertIn("self._create_transaction(", source)
        for route in (
            PaymentPortal.invoice_transaction,
            PaymentPortal.overdue_invoices_transaction,
        ):
            source = inspect.getsource(inspect.unwrap(route))
            with self.subTest(route=route.__name__):
                self.assertIn("self._process_transaction(", source)

    def test_that_method_takes_what_we_pass(self):
        """By name, with values of our own for the transaction."""
        names = set(inspect.signature(Portal._create_transaction).parameters)
        self.assertLessEqual(
            {
                "provider_id",
                "payment_method_id",
                "token_id",
                "amount",
                "currency_id",
                "partner_id",
                "flow",
                "tokenization_requested",
                "landing_route",
                "reference_prefix",
                "is_validation",
                "custom_create_values",
            },
            names,
        )

    def test_documents_are_opened_through_the_one_method_we_close(self):
        """Model, id and token, in this order."""
        method = CustomerPortal._document_check_access
        names = list(inspect.signature(method).parameters)
        self.assertEqual(names, ["self", "model_name", "document_id", "access_token"])

    def test_providers_are_found_by_company_state_and_currency(self):
        """What is on offer is core's answer; we only insist on it."""

        def offered(company=self.company, currency=self.company.currency_id):
            return self.provider._get_compatible_providers(
                company.id, self.customer.id, 10.0, currency_id=currency.id
            )

        self.assertIn(self.provider, offered())
        elsewhere = self.env["res.company"].sudo().create({"name": "Second Shop"})
        self.assertNotIn(self.provider, offered(company=elsewhere))
        self.provider.available_currency_ids = self.env.ref("base.XOF")
        self.assertNotIn(self.provider, offered())
        self.provider.available_currency_ids = False
        self.provider.state = "disabled"
        self.assertNotIn(self.provider, offered())

    def test_a_signature_says_what_was_signed_or_nothing(self):
        """Links and confirmed codes: the payload, None, or ValueError."""
        env = self.env(su=True)
        token = hash_sign(env, SCOPE, [1, 2, "invoice-3"], expiration_hours=1)
        self.assertEqual(verify_hash_signed(env, SCOPE, token), [1, 2, "invoice-3"])
        self.assertIsNone(verify_hash_signed(env, f"{SCOPE}.other", token))
        middle = len(token) // 2
        forged = token[:middle] + ("B" if token[middle] != "B" else "C")
        forged += token[middle + 1 :]
        self.assertIsNone(verify_hash_signed(env, SCOPE, forged))
        late = hash_sign(env, SCOPE, [1], expiration_hours=-1)
        self.assertIsNone(verify_hash_signed(env, SCOPE, late))

    def test_an_invoice_says_what_is_to_be_paid_next(self):
        """The keys from which the amounts on offer are made."""
        values = self.invoice._get_invoice_next_payment_values()
        self.assertEqual(values["amount_due"], 1000.0)
        self.assertEqual(values["next_amount_to_pay"], 1000.0)
        self.assertIn("installment_state", values)
        self.assertIn("next_payment_reference", values)

    def test_an_open_invoice_is_to_be_paid_and_a_draft_is_not(self):
        """Core's own conditions stand before ours."""
        self.invoice.customer_zone_online_payment = True
        self.assertTrue(self.invoice._has_to_be_paid())
        self.invoice.button_draft()
        self.assertFalse(self.invoice._has_to_be_paid())

    def test_posting_makes_one_payment_and_links_it(self):
        """``payment_id`` and the flag we read again behind the lock."""
        tx = self._transaction(self.invoice)
        self.assertFalse(tx.is_post_processed)
        tx._set_done()
        tx._post_process()
        self.assertTrue(tx.is_post_processed)
        self.assertEqual(tx.payment_id.payment_transaction_id, tx)

    def test_transactions_see_one_moment_of_the_database(self):
        """A touched row makes the second visitor start over; needs this isolation."""
        with self.env.registry.cursor() as cr:
            cr.execute("SHOW transaction_isolation")
            self.assertEqual(cr.fetchone()[0], "repeatable read")

    def test_the_columns_our_queries_read_exist(self):
        """The statement's SQL."""
        for table, columns in COLUMNS.items():
            self.env.cr.execute(
                "SELECT column_name FROM information_schema.columns "
                "WHERE table_name = %s",
                [table],
            )
            found = {row[0] for row in self.env.cr.fetchall()}
            with self.subTest(table=table):
                self.assertLessEqual(set(columns.split()), found)
