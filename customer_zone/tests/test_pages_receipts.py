from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestPagesReceipts(ZonePagesCommon):
    """No page links a receipt that is refused."""

    def _pay(self, invoices, amount=None, **values):
        """Return a payment registered on invoices."""
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoices.ids
        )
        given = {"amount": amount} if amount else {}
        return wizard.create({**given, **values})._create_payments()

    def _money(self, partner, company, amount=1000.0):
        """Return a posted payment that settled nothing yet."""
        payment = (
            self.env["account.payment"]
            .with_company(company)
            .create(
                {"partner_id": partner.id, "amount": amount, "company_id": company.id}
            )
        )
        payment.action_post()
        return payment

    def _match(self, *moves):
        """Settle what is open on the customers' accounts of these entries."""
        lines = self.env["account.move.line"].union(*(one.line_ids for one in moves))
        lines.filtered(
            lambda line: (
                line.account_id.account_type == "asset_receivable"
                and not line.reconciled
            )
        ).reconcile()

    def _address(self, base, payment):
        return f"{base}/payments/{payment.id}/receipt"

    def _check(self, base, path, payment, has_receipt):
        """Check that a page links the receipt exactly where it is handed out."""
        page, receipt = self._get(f"{base}/{path}"), self._address(base, payment)
        self.assertEqual(page.status_code, 200)
        self.assertEqual(f'href="{receipt}"' in page.text, has_receipt, path)
        status = self._get(receipt, method="HEAD").status_code
        self.assertEqual(status, 200 if has_receipt else 404)

    def test_own_payment_is_linked_by_list_and_invoice(self):
        payment, base = self._pay(self.invoice), self._enter()
        self._check(base, "payments", payment, True)
        self._check(base, f"invoices/{self.invoice.id}", payment, True)

    def test_payment_that_settled_a_document_of_another_customer_too(self):
        payment = self._pay(self.invoice, 1300.0)
        self._match(payment.move_id, self._invoice(self.other_customer))
        base = self._enter()
        self._check(base, "payments", payment, False)
        self._check(base, f"invoices/{self.invoice.id}", payment, False)

    def test_payment_made_by_another_customer(self):
        """The mother company paid: the money is on her account."""
        payment = self._money(self.other_customer, self.company)
        self._match(payment.move_id, self.invoice)
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self._check(self._enter(), f"invoices/{self.invoice.id}", payment, False)

    def test_payment_booked_in_the_company_above(self):
        branch = self._branch()
        invoice = self._invoice(self.customer, company_id=branch.id)
        payment = self._money(self.customer, self.company)
        self._match(payment.move_id, invoice)
        self.assertEqual(invoice.amount_residual, 0.0)
        base = self._enter(self.links._issue(branch, self.customer, self.customer))
        self._check(base, f"invoices/{invoice.id}", payment, False)
