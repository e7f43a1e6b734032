from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import SQL, str2bool

from ..document.customer_zone_document_payment import DRAFT_MINUTES


class AccountMove(models.Model):
    _inherit = "account.move"

    def _zone_allows_payment(self):
        """Return whether seller, company and customer switches permit to pay online.

        Where the company does not use the zone the switches have no meaning and the
        answer is True: core's own conditions alone decide then.
        """
        self.ensure_one()
        if not self.company_id.sudo().customer_zone_enabled:
            return True
        # Customers ask this about their own invoices; the switch is a staff field.
        move_sudo = self.sudo()
        return (
            move_sudo.customer_zone_online_payment
            and move_sudo.commercial_partner_id._zone_is_open(move_sudo.company_id)
        )

    def _has_to_be_paid(self):
        """Add the zone's switches to core's conditions for paying online."""
        return super()._has_to_be_paid() and self._zone_allows_payment()

    def _get_online_payment_error(self):
        """Name the zone's switch when it is what forbids paying online."""
        error = super()._get_online_payment_error()
        if self._zone_allows_payment():
            return error
        sentence = self.env._("This invoice cannot be paid online.")
        return error if sentence in error else f"{sentence}\n{error}".strip()

    def _zone_payment_refusal(
        self, amount, currency, own_transaction_ids=(), again=False, net=False
    ):
        """Return why these invoices cannot be paid now, "" when they can.

        :param amount: what the payer asks to pay, from outside, in `currency`
        :param currency: `res.currency` record of that amount
        :param own_transaction_ids: transactions this very visitor began before; an
            unfinished one of these does not stand in the way
        :param bool again: the payer was told of an unfinished payment and begins anew;
            the older one still counts when its money arrives
        :param bool net: the customer's credit is taken off, see `_zone_net_credit`
        :return: a sentence for the payer, or ""
        :rtype: str
        """
        if refusal := self._zone_number_refusal(amount):
            return refusal
        if refusal := self._zone_together_refusal():
            return refusal
        if not self or currency != self.currency_id:
            return self.env._("Please pay in the currency of the invoice.")
        for move in self:
            if refusal := move._zone_document_refusal(own_transaction_ids, again):
                return refusal
        return self._zone_amount_refusal(amount, currency, net)

    def _zone_document_refusal(self, own_transaction_ids, again):
        """Return why this one invoice cannot be paid now, whatever the amount."""
        if not (self._has_to_be_paid() or (again and self._zone_may_start_again())):
            return self._get_online_payment_error() or self.env._(
                "This invoice cannot be paid online."
            )
        # Payers have no rights on transactions.
        transactions_sudo = self.sudo().transaction_ids
        if transactions_sudo.filtered(
            lambda tx: tx.state == "done" and not tx.is_post_processed
        ):
            return self.env._(
                "A payment of this invoice has been received and is being booked."
            )
        if not again and self._zone_begun_lately(own_transaction_ids):
            return self.env._(
                "A payment of this invoice was begun a few minutes ago. Please finish "
                "it, or try again in %(minutes)s minutes.",
                minutes=DRAFT_MINUTES,
            )
        return ""

    def _zone_may_start_again(self):
        """Return whether only an unfinished online payment keeps a new one out.

        Money that is reserved on a card keeps everybody out until it is settled.
        """
        self.ensure_one()
        # Payers have no rights on transactions.
        waiting = self.sudo().transaction_ids.filtered(
            lambda tx: tx.state in ("pending", "authorized")
        )
        parameters = self.env["ir.config_parameter"].sudo()
        return (
            "authorized" not in waiting.mapped("state")
            and bool(waiting)
            and str2bool(parameters.get_param("account_payment.enable_portal_payment"))
            and self._zone_allows_payment()
            and self.move_type == "out_invoice"
            and self.state == "posted"
            and self.payment_state in ("not_paid", "partial")
            and not self.currency_id.is_zero(self.amount_residual)
        )

    def _zone_lock_for_payment(self):
        """Let only one visitor at a time begin a payment of these invoices.

        A row that is merely locked would be checked against an old snapshot by the
        next visitor; one that is touched makes that request start again and see us.
        """
        if self.ids:
            self.env.cr.execute(
                SQL("UPDATE account_move SET id = id WHERE id IN %s", tuple(self.ids))
            )

    def _zone_create_payment_values(
        self,
        amount,
        landing_route,
        currency=None,
        own_transaction_ids=(),
        again=False,
        net=False,
    ):
        """Return what a transaction for these invoices is made of, decided by us.

        Amount, currency, customer and invoices come from the books; only the choice
        between the amounts on offer comes from the payer.

        :param amount: what the payer asks to pay
        :param str landing_route: local address of the page to return to
        :param currency: currency of the amount; the invoices' own by default
        :param own_transaction_ids: see `_zone_payment_refusal`
        :param bool again: see `_zone_payment_refusal`
        :param bool net: see `_zone_payment_refusal`
        :return: arguments for the payment controllers' `_create_transaction`
        :raise ValidationError: with a sentence for the payer
        """
        credit = self._zone_net_credit() if net else self.env["account.move.line"]
        (self | credit.move_id)._zone_lock_for_payment()
        currency = self.currency_id if currency is None else currency
        refusal = self._zone_payment_refusal(
            amount, currency, own_transaction_ids, again, net
        )
        if refusal:
            raise ValidationError(refusal)
        exact = self._zone_exact_amount(amount, net)
        following = self[0]._get_invoice_next_payment_values() if len(self) == 1 else {}
        due_next = following.get("next_amount_to_pay", 0)
        is_next = currency.compare_amounts(exact, due_next) == 0
        promised = {"customer_zone_credit_line_ids": [Command.set(credit.ids)]}
        return {
            "amount": exact,
            "currency_id": currency.id,
            "partner_id": self[0].partner_id.id,
            "landing_route": landing_route,
            "name_next_installment": (
                following.get("next_payment_reference") if is_next else None
            ),
            "custom_create_values": {
                "invoice_ids": [Command.set(self.ids)],
                **(promised if credit else {}),
            },
        }
