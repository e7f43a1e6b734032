import logging

from odoo import fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class PaymentTransaction(models.Model):
    """The credit a payer was promised: settled when, and only when, the money came."""

    _inherit = "payment.transaction"

    customer_zone_credit_line_ids = fields.Many2many(
        comodel_name="account.move.line",
        relation="customer_zone_transaction_credit_rel",
        column1="transaction_id",
        column2="line_id",
        string="Credit Taken Off",
        readonly=True,
        copy=False,
        help="Open credit that was taken off the amount of this payment. It settles "
        "what the money leaves open of the invoices, once the money is booked.",
    )

    def _zone_settle_credit(self):
        """Settle what the money left open of the invoices with the promised credit.

        After the money was booked, and apart from it: whatever stands in the way,
        the money stays booked, and a bookkeeper is told what is left.
        """
        self.ensure_one()
        if self.state != "done" or not self.customer_zone_credit_line_ids:
            return
        invoices = self.invoice_ids.filtered(lambda move: move.state == "posted")
        if not invoices or not self.payment_id:
            return
        due = invoices._zone_receivable_lines()
        credit = self.customer_zone_credit_line_ids.filtered(
            lambda line: (
                line.parent_state == "posted"
                and not line.reconciled
                and line.amount_residual_currency < 0
                and line.account_id in due.account_id
                and line.currency_id in due.currency_id
            )
        )
        if due and credit:
            self._zone_reconcile_credit(due, credit)
        still_open = invoices._zone_receivable_lines().move_id
        if still_open:
            self._zone_report_lost_credit(still_open)

    def _zone_reconcile_credit(self, due, credit):
        try:
            with self.env.cr.savepoint():
                (due | credit).reconcile()
        except UserError:
            # Such as a closed period for a difference of exchange rates.
            _logger.info("Credit of %s was not settled", self.reference, exc_info=True)

    def _zone_report_lost_credit(self, invoices):
        """Tell the bookkeeper that promised credit was used or changed meanwhile."""
        bookkeeper = invoices._zone_bookkeeper()
        # Whoever sets this off may be a payer with a language of their own.
        env = self.with_context(lang=bookkeeper.lang).env
        for invoice in invoices:
            invoice.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=env._("Credit no longer there"),
                note=env._(
                    "The online payment %(reference)s took %(names)s off. Not all of "
                    "that credit was left when the money came: %(amount)s of this "
                    "invoice is still open.",
                    reference=self.reference,
                    names=", ".join(
                        self.customer_zone_credit_line_ids.move_id.mapped("name")
                    ),
                    amount=invoice.currency_id.format(invoice.amount_residual),
                ),
                user_id=bookkeeper.id,
            )
