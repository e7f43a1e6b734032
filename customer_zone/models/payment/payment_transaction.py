from odoo import models
from odoo.fields import Command
from odoo.tools import SQL


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    # Online payments of a customer that are not booked: on their way, or not taken.
    _customer_zone_unbooked_idx = models.Index("(partner_id) WHERE payment_id IS NULL")

    def _post_process(self):
        """Book each payment once, and never post an invoice that was taken back.

        In companies with a zone the row is locked and read again first, so a second
        worker with an old list finds nothing left to do. Invoices that are not posted
        stay as they are: the money becomes a credit of the customer.
        """
        # A branch may be paid through the provider of a company above it.
        zone = self.filtered(
            lambda tx: any(
                (tx.company_id | tx.invoice_ids.company_id).mapped(
                    "customer_zone_enabled"
                )
            )
        )
        ready = zone._zone_lock_unprocessed()
        parked = {tx: tx._zone_park_invoices() for tx in ready}
        result = super(PaymentTransaction, self - zone | ready)._post_process()
        for tx, moves in parked.items():
            tx._zone_return_invoices(moves)
            tx._zone_settle_credit()
            tx._zone_report_surplus()
            tx._zone_tell_seller()
        return result

    def _zone_lock_unprocessed(self):
        """Return those of these transactions nobody has post-processed yet, locked."""
        if not self.ids:
            return self
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM payment_transaction WHERE id IN %s "
                "ORDER BY id FOR NO KEY UPDATE",
                tuple(self.ids),
            ),
            # Losing this race is normal; whoever called tries again.
            log_exceptions=False,
        )
        self.invalidate_recordset(["is_post_processed", "state", "payment_id"])
        return self.filtered(lambda tx: not tx.is_post_processed)

    def _zone_park_invoices(self):
        """Take the invoices that are not posted off a paid transaction for a moment."""
        parked = self.invoice_ids.browse()
        if self.state == "done":
            parked = self.invoice_ids.filtered(lambda move: move.state != "posted")
        if parked:
            self.invoice_ids = [Command.unlink(move.id) for move in parked]
        return parked

    def _zone_return_invoices(self, parked):
        """Put the invoices back and tell the bookkeeper where the money went."""
        if not parked:
            return
        self.invoice_ids = [Command.link(move.id) for move in parked]
        for move in parked:
            move.message_post(
                body=self.env._(
                    "The online payment %(reference)s arrived while this invoice was "
                    "not posted. The money was booked as a credit of the customer.",
                    reference=self.reference,
                )
            )
        if self.payment_id and not self.payment_id.activity_ids:
            bookkeeper = parked._zone_bookkeeper()
            # Whoever sets this off may be a payer with a language of their own.
            env = self.with_context(lang=bookkeeper.lang).env
            self.payment_id.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=env._("Online payment to allocate"),
                note=env._(
                    "Not posted when the money came: %(names)s. It is a credit of "
                    "%(customer)s; allocate it or pay it back.",
                    names=", ".join(parked.mapped("display_name")),
                    customer=self.payment_id.partner_id.display_name,
                ),
                user_id=bookkeeper.id,
            )

    def _zone_report_surplus(self):
        """Tell the bookkeeper about money that found nothing left to settle."""
        payment = self.payment_id
        surplus = payment.move_id.line_ids.filtered(
            lambda line: (
                line.account_id == payment.destination_account_id
                and not line.reconciled
            )
        )
        if not (surplus and self.invoice_ids) or payment.activity_ids:
            return
        bookkeeper = self.invoice_ids._zone_bookkeeper()
        # Whoever sets this off may be a payer with a language of their own.
        env = self.with_context(lang=bookkeeper.lang).env
        payment.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=env._("Online payment to allocate"),
            note=env._(
                "More was paid than was open: %(amount)s is a credit of %(customer)s.",
                amount=self.currency_id.format(
                    -sum(surplus.mapped("amount_residual_currency"))
                ),
                customer=payment.partner_id.display_name,
            ),
            user_id=bookkeeper.id,
        )
