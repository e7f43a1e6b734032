from odoo.fields import Command
from odoo.tests import tagged

from .core_routes_common import CoreRoutesCommon


@tagged("post_install", "-at_install")
class TestCoreRoutesRefusals(CoreRoutesCommon):
    def test_full_amount_makes_one_transaction_for_the_invoice(self):
        tx = self._start()
        self.assertEqual(tx.amount, 1000.0)
        self.assertEqual(tx.partner_id, self.invoice.partner_id)
        self.assertEqual(tx.invoice_ids, self.invoice)
        self.assertTrue(tx.reference.startswith(self.invoice.name))
        self.assertEqual(tx.state, "draft")

    def test_bad_amounts_make_no_transaction(self):
        """X-14: refused before anything is created."""
        nan, infinite = float("nan"), float("inf")
        for amount in (
            -1,
            -100.0,
            0,
            None,
            nan,
            infinite,
            -infinite,
            10**12,
            10**30,
            1000.01,
            999.99,
            1.0,
            1000.001,
            "1000",
            "1000.0",
            True,
            [1000.0],
            {"a": 1},
        ):
            with self.subTest(amount=amount):
                self._assert_refused(amount=amount)

    def test_foreign_arguments_make_no_transaction(self):
        """X-14: partner, currency and company are not the payer's to choose."""
        for extra in (
            {"partner_id": self.other_customer.id},
            {"currency_id": self.currency_euro.id},
            {"company_id": 1},
            {"custom_create_values": {"state": "done"}},
            {"is_validation": True},
            {"flow": "offline"},
            {"flow": ["redirect"]},
        ):
            with self.subTest(extra=extra):
                self._assert_refused(**extra)

    def test_unknown_and_unusable_providers_make_no_transaction(self):
        """A-13: disabled, unpublished, foreign, incompatible or unknown."""
        other_company = self.env["res.company"].create({"name": "Second Shop"})
        foreign = self.provider.sudo().copy(
            {"company_id": other_company.id, "state": "test", "is_published": True}
        )
        for provider_id in (foreign.id, 2**31 - 2, 0, -1, None, "x", [1], True):
            with self.subTest(provider=provider_id):
                self._assert_refused(provider_id=provider_id)
        self.customer.country_id = self.country_belgium
        currencies = self.provider.sudo().available_currency_ids
        euro_only = {"available_currency_ids": [Command.set(self.currency_euro.ids)]}
        changes = (
            ({"is_published": False}, {"is_published": True}),
            (euro_only, {"available_currency_ids": [Command.set(currencies.ids)]}),
            ({"maximum_amount": 10.0}, {"maximum_amount": 0.0}),
            (
                {"available_country_ids": [Command.set(self.country_france.ids)]},
                {"available_country_ids": [Command.clear()]},
            ),
        )
        for change, back in changes:
            with self.subTest(change=change):
                self.provider.sudo().write(change)
                self._assert_refused(message="not offered")
                self.provider.sudo().write(back)
        self.assertTrue(self._start())
        self.provider.sudo().state = "disabled"
        self._assert_refused(message="not offered")

    def test_method_of_another_provider_makes_no_transaction(self):
        """A-13: the method must belong to the provider and be switched on."""
        card = self.env.ref("payment.payment_method_card").sudo()
        self.env.cr.execute("UPDATE payment_method SET active = true")
        card.invalidate_recordset()
        for method_id in (card.id, 2**31 - 2, None, "x"):
            with self.subTest(method=method_id):
                self._assert_refused(payment_method_id=method_id)
        self.pm_unknown.sudo().active = False
        self._assert_refused(message="not offered")

    def test_switches_hold_on_the_server(self):
        """The seller's check box and the customer's permission are not decoration."""
        self.invoice.customer_zone_online_payment = False
        self._assert_refused(message="cannot be paid online")
        self.invoice.customer_zone_online_payment = True
        self.customer.customer_zone_allowed = False
        self._assert_refused()
        self.customer.customer_zone_allowed = True
        self.assertTrue(self._start())

    def test_paid_invoice_makes_no_transaction(self):
        paid = self._invoice(self.customer)
        tx = self._transaction(paid)
        tx._set_done()
        self._assert_refused(paid, amount=1000.0)
        tx._post_process()
        self._assert_refused(paid, amount=1000.0)

    def test_second_visitor_is_told_to_wait(self):
        """R-06: one payment at a time; the same visitor may begin again."""
        first = self._start()
        second = self._start()
        self.assertEqual(first | second, self._transactions(self.invoice))
        self.assertEqual(len(first | second), 2)
        self.authenticate(None, None)
        self._assert_refused(message="begun a few minutes ago")
        (first | second).write({"state": "error"})
        self.assertTrue(self._start())
