from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestGuardStart(ZoneCommon):
    """The one gate every online payment passes, asked without a browser."""

    def _guard(self, **values):
        transactions = self.env["payment.transaction"].sudo()
        return transactions._zone_guard_start(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.payment_method_id,
                "token_id": None,
                "amount": 1000.0,
                "currency_id": self.company.currency_id.id,
                "partner_id": self.customer.id,
                "flow": "redirect",
                "tokenization_requested": False,
                "landing_route": "/my/orders/1",
                **values,
            }
        )

    def _order_values(self):
        line = {"product_id": self.product_a.id, "price_unit": 1000.0, "tax_ids": []}
        order = (
            self.env["sale.order"]
            .sudo()
            .create(
                {
                    "partner_id": self.customer.id,
                    "currency_id": self.company.currency_id.id,
                    "order_line": [Command.create(line)],
                }
            )
        )
        return {"custom_create_values": {"sale_order_ids": [Command.set(order.ids)]}}

    def test_quote_is_paid_with_an_offered_provider_only(self):
        """A-13: quotes pass the same gate."""
        values = self._order_values()
        self.assertEqual(self._guard(**values)["amount"], 1000.0)
        self.provider.sudo().state = "disabled"
        with self.assertRaisesRegex(ValidationError, "not offered"):
            self._guard(**values)

    def test_provider_of_another_company_is_refused_for_a_quote(self):
        """A-13: the company of the document counts, not the one of the provider."""
        other_company = self.env["res.company"].create({"name": "Second Shop"})
        foreign = self.provider.sudo().copy(
            {"company_id": other_company.id, "state": "test", "is_published": True}
        )
        with self.assertRaisesRegex(ValidationError, "not offered"):
            self._guard(provider_id=foreign.id, **self._order_values())
        self.assertEqual(
            self._guard(provider_id=foreign.id)["provider_id"],
            foreign.id,
            "A payment that concerns no zone is core's business",
        )

    def test_storing_a_card_needs_a_provider_that_stores_cards(self):
        values = {"is_validation": True, "amount": None, "currency_id": None}
        self.assertTrue(self._guard(**values)["is_validation"])
        self.provider.sudo().allow_tokenization = False
        with self.assertRaisesRegex(ValidationError, "not offered"):
            self._guard(**values)

    def test_company_without_zone_gets_its_values_back_unchanged(self):
        self.company.customer_zone_enabled = False
        odd = self._guard(amount=-5, landing_route="//x", flow="odd")
        self.assertEqual((odd["amount"], odd["landing_route"]), (-5, "//x"))

    def test_unknown_provider_without_document_is_left_to_core(self):
        self.assertEqual(self._guard(provider_id=None)["provider_id"], None)

    def test_several_invoices_come_back_to_the_list(self):
        both = self.invoice | self._invoice(self.customer, 250.0)
        documents = {"invoice_ids": [Command.set(both.ids)]}
        values = self._guard(
            amount=1250.0, custom_create_values=documents, reference_prefix="BATCH/1"
        )
        self.assertEqual(values["landing_route"], "/my/invoices/")
        self.assertEqual(values["reference_prefix"], "BATCH/1")
        self.assertEqual(values["custom_create_values"], documents)

    def test_amount_and_customer_of_an_invoice_come_from_the_books(self):
        """L-07, X-14: what the caller passes is compared, never used."""
        values = self._guard(
            partner_id=self.stranger.id,
            reference_prefix="INV/FAKE",
            tokenization_requested=True,
            custom_create_values={
                "invoice_ids": [Command.set(self.invoice.ids)],
                "state": "done",
            },
        )
        self.assertEqual(values["partner_id"], self.customer.id)
        self.assertIsNone(values["reference_prefix"])
        self.assertFalse(values["tokenization_requested"])
        self.assertNotIn("state", values["custom_create_values"])

    def test_start_touches_the_invoice_so_that_a_second_one_sees_it(self):
        """R-06: two starts in the same instant cannot both pass."""
        place = self._place()
        self._guard(
            custom_create_values={"invoice_ids": [Command.set(self.invoice.ids)]}
        )
        self.assertNotEqual(self._place(), place)

    def _place(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT ctid::text FROM account_move WHERE id = %s", [self.invoice.id]
        )
        return self.env.cr.fetchone()
