from contextlib import contextmanager

from odoo import api, models

from ... import const


class PaymentTransaction(models.Model):
    """From "paid" to the books: once, and never on the wrong document."""

    _inherit = "payment.transaction"

    def _post_process(self):
        """Book each Sage Pay payment once, whoever asks and however often.

        The row is locked and read again first, because the payer's page, the
        scheduled action and the notice may all ask at the same moment.
        """
        sagepay = self.filtered(lambda tx: tx.provider_code == const.PROVIDER_CODE)
        for tx in sagepay:
            tx._sagepay_lock()
            if tx.is_post_processed:
                continue
            with tx._sagepay_without_documents_taken_back() as booking:
                super(PaymentTransaction, booking)._post_process()
            tx._sagepay_report_credit()
        return super(PaymentTransaction, self - sagepay)._post_process()

    @contextmanager
    def _sagepay_without_documents_taken_back(self):
        """Lend this transaction without the documents that were taken back.

        They are taken off while the money is booked, and put back: an invoice that is
        cancelled, or a draft again, stays as it is, and the money becomes a credit of
        its customer. A draft that was never posted is one Odoo has just made for the
        paid order, and posts now.
        """
        documents = self.invoice_ids
        customer = documents.commercial_partner_id
        booking = self
        if len(customer) == 1:
            booking = self.with_context(sagepay_customer_id=customer.id)
        taken_back = documents.filtered(_is_taken_back)
        if self.state != "done" or not taken_back:
            yield booking
            return
        booking.invoice_ids = documents - taken_back
        yield booking
        booking.invoice_ids = documents

    def _create_payment(self, **extra_create_values):
        """Book the receipt on the customer of the documents, whoever paid it.

        Its date is the gateway's calendar day of the payment, wherever the server is
        and whenever it is booked: what was paid in the last hours of a year belongs to
        that year. So does a discount for paying early. (M-10)
        """
        customer_id = self.env.context.get("sagepay_customer_id")
        tx = self
        if self.provider_code == const.PROVIDER_CODE:
            extra_create_values.setdefault("date", self._sagepay_receipt_day())
            if customer_id:
                extra_create_values.setdefault("partner_id", customer_id)
            tx = self.with_context(sagepay_paid_on=self._sagepay_paid_day())
        return super(PaymentTransaction, tx)._create_payment(**extra_create_values)

    def _sagepay_report_credit(self):
        """Ask the accountant to look when part of the money settled nothing."""
        payment = self.payment_id
        documents = self.invoice_ids or self._sagepay_cancelled_orders()
        if not (self.state == "done" and payment and documents):
            return
        account = payment.destination_account_id
        open_lines = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == account and not line.reconciled
        )
        if not open_lines or payment.activity_ids:
            return
        accountant = self._sagepay_accountant()
        # Whoever sets this off may be a payer with a language of their own.
        tx = self.with_context(lang=accountant.lang)
        payment.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=tx.env._("Online payment to allocate"),
            note=tx._sagepay_credit_note(
                payment, abs(sum(open_lines.mapped("amount_residual_currency")))
            ),
            user_id=accountant.id,
        )

    def _sagepay_cancelled_orders(self):
        """Return the orders this was to pay that do not stand any more, if any do."""
        if "sale_order_ids" not in self._fields:
            return []
        return self.sale_order_ids.filtered(lambda order: order.state == "cancel")

    def _sagepay_credit_note(self, payment, amount):
        """Return the sentence that says what ``amount`` of the money is now."""
        note = self.env._(
            "%(amount)s of the online payment %(reference)s settled no invoice and is "
            "a credit of %(customer)s. Allocate it or pay it back.",
            amount=payment.currency_id.format(amount),
            reference=self.reference,
            customer=payment.partner_id.display_name,
        )
        kept_out = self.invoice_ids.filtered(lambda move: move.state != "posted")
        kept_out = kept_out or self._sagepay_cancelled_orders()
        if not kept_out:
            return note
        names = ", ".join(document.display_name for document in kept_out)
        told = self.env._("Not posted when the money came: %s.", names)
        return f"{note} {told}"

    def _sagepay_accountant(self):
        """Return who looks after this payment: the seller, else an accountant."""
        seller = self.invoice_ids.invoice_user_id[:1]
        if seller and seller.has_group("account.group_account_invoice"):
            return seller
        return self._sagepay_who_closes_books(self.company_id)

    @api.model
    def _sagepay_who_closes_books(self, company):
        """Return somebody with an accountant's rights in the company, else nobody."""
        managers = self.env.ref("account.group_account_manager")
        # Whoever asks need not see the users of the company.
        users_sudo = self.env["res.users"].sudo()
        return users_sudo.search(
            [
                ("all_group_ids", "in", managers.ids),
                ("company_ids", "in", company.ids),
                ("share", "=", False),
            ],
            order="id",
            limit=1,
        )


def _is_taken_back(move):
    return move.state == "cancel" or (move.state == "draft" and move.posted_before)
