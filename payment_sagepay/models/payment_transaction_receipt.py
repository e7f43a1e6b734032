from odoo import models

from .. import const


class PaymentTransaction(models.Model):
    """From "paid" to the receipt in the books: once, and never on the wrong document."""

    _inherit = "payment.transaction"

    def _post_process(self):
        """Book each Sage Pay payment once, whoever asks and however often.

        The row is locked and read again first, because the payer's page, the
        scheduled action and the notice may all ask at the same moment.
        """
        sagepay = self.filtered(lambda tx: tx.provider_code == const.PROVIDER_CODE)
        if others := self - sagepay:
            super(PaymentTransaction, others)._post_process()
        for tx in sagepay:
            tx._sagepay_lock()
            if not tx.is_post_processed:
                tx._sagepay_post_process()

    def _sagepay_post_process(self):
        """Book one locked payment; documents that are not posted stay untouched.

        A draft or cancelled invoice is taken off the transaction while core books
        it, and put back: the money becomes a credit of the invoice's customer.
        """
        documents = self.invoice_ids
        customer = documents.commercial_partner_id
        booking = self
        if len(customer) == 1:
            booking = self.with_context(sagepay_customer_id=customer.id)
        kept_out = documents.filtered(lambda move: move.state != "posted")
        if self.state != "done" or not kept_out:
            super(PaymentTransaction, booking)._post_process()
        else:
            booking.invoice_ids = documents - kept_out
            super(PaymentTransaction, booking)._post_process()
            booking.invoice_ids = documents
        if self.state == "done" and documents:
            self._sagepay_report_credit(kept_out)

    def _create_payment(self, **extra_create_values):
        """Book the receipt on the customer of the documents, whoever paid it."""
        customer_id = self.env.context.get("sagepay_customer_id")
        if self.provider_code == const.PROVIDER_CODE and customer_id:
            extra_create_values.setdefault("partner_id", customer_id)
        return super()._create_payment(**extra_create_values)

    def _sagepay_report_credit(self, kept_out):
        """Ask the accountant to look when part of the money settled nothing.

        :param kept_out: documents that were not posted when the money came
        """
        payment = self.payment_id
        account = payment.destination_account_id
        open_lines = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == account and not line.reconciled
        )
        if not open_lines or payment.activity_ids:
            return
        names = ", ".join(kept_out.mapped("display_name"))
        note = self.env._(
            "%(amount)s of the online payment %(reference)s settled no invoice and is "
            "a credit of %(customer)s. Allocate it or pay it back.",
            amount=payment.currency_id.format(
                abs(sum(open_lines.mapped("amount_residual_currency")))
            ),
            reference=self.reference,
            customer=payment.partner_id.display_name,
        )
        if names:
            note += " " + self.env._("Not posted when the money came: %s.", names)
        payment.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Online payment to allocate"),
            note=note,
            user_id=self._sagepay_accountant().id,
        )

    def _sagepay_accountant(self):
        """Return who looks after this payment: the invoice's user, else an accountant."""
        seller = self.invoice_ids.invoice_user_id[:1]
        if seller.has_group("account.group_account_invoice") if seller else False:
            return seller
        # Whoever asks need not see the users of the company.
        return self.env["res.users"].sudo().search(
            [
                ("all_group_ids", "in", self.env.ref("account.group_account_manager").id),
                ("company_ids", "in", self.company_id.id),
                ("share", "=", False),
            ],
            order="id",
            limit=1,
        )
