from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

ON_CUSTOMER = (
    "not_in_books",
    "deposit",
    "amount_differs",
    "paid_twice",
    "unclassified",
)


class SagepayException(models.Model):
    """The buttons: each does what the row says has to be done."""

    _inherit = "sagepay.exception"

    account_id = fields.Many2one(
        "account.account",
        domain="[('company_ids', 'parent_of', company_id)]",
    )

    @api.model
    def _require_bookkeeper(self):
        """Refuse whoever may not book payments."""
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(self.env._("Only people who book payments may do this."))

    def _as_accountant(self):
        """Return the row, locked, with the rights the books need.

        Statement lines belong to a group of Odoo's that nobody has by default, so
        our own right is checked and the work is done as the system.

        :raise AccessError: for everybody but those who book customers' payments
        """
        self.ensure_one()
        self._require_bookkeeper()
        self.check_access("write")
        # Rights were checked above, on this one record.
        row_sudo = self.sudo().with_company(self.company_id)
        row_sudo._lock()
        if row_sudo.state != "open":
            raise UserError(self.env._("Somebody has settled this already."))
        return row_sudo

    def _check_choices(self, partner):
        """Refuse documents of another company, and invoices of another customer.

        :raise UserError: naming the choice that does not fit
        """
        company = self.company_id
        companies = self.invoice_id.company_id | self.bank_line_id.company_id
        fits = all(chosen.root_id == company for chosen in companies)
        if self.account_id and company not in self.account_id.company_ids:
            fits = False
        customer = self.invoice_id.commercial_partner_id
        if customer and partner and customer != partner:
            fits = False
        if not fits:
            raise UserError(
                self.env._(
                    "The chosen document belongs to another company or customer."
                )
            )

    def action_match(self):
        """Put the money on the customer's account, and on the invoice if chosen."""
        row = self._as_accountant()
        if row.kind in ("payout_open", "payout_returned"):
            return row._match_payout()
        if row.kind not in ON_CUSTOMER:
            raise UserError(self.env._("There is nothing to match here."))
        if row._settle_again():
            return True
        partner = (row.partner_id or row.invoice_id).commercial_partner_id
        if not partner:
            raise UserError(self.env._("Choose the customer first."))
        row._check_choices(partner)
        account = partner.with_company(row.company_id).property_account_receivable_id
        due = row.invoice_id.line_ids.filtered(
            lambda item: item.display_type == "payment_term" and not item.reconciled
        )
        if due:
            account = due[:1].account_id
        item = row._move_to(account, partner)
        same = due.filtered(lambda other: other.account_id == account)
        if same:
            (item | same).reconcile()
        row._settle_line()
        return True

    def action_book(self):
        """Put the amount on the chosen account."""
        row = self._as_accountant()
        if row.kind not in ("reversal", *ON_CUSTOMER):
            raise UserError(self.env._("There is nothing to book here."))
        if row._settle_again():
            return True
        if not row.account_id:
            raise UserError(self.env._("Choose the account first."))
        partner = row.partner_id.commercial_partner_id
        row._check_choices(partner)
        row._move_to(row.account_id, partner)
        row._settle_line()
        return True

    def action_open_entry(self):
        """Open the line's entry in the journal."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "view_mode": "form",
            "res_id": self.line_id.statement_line_id.move_id.id,
        }

    def action_fetch_again(self):
        """Fetch the days this row is about again.

        For days that do not follow, both of them; for a balance that differs, the
        days that are missing before; for a payment that is missing on the statement,
        all that are missing.
        """
        self.ensure_one()
        days = self.day_id
        if self.kind == "chain":
            days |= days._day_before()
        if self.kind == "balance":
            days = days._missing_before() or days
        if not days:
            days = self.env["sagepay.statement.day"].search(
                [
                    ("provider_id", "=", self.provider_id.id),
                    ("kind", "=", "day"),
                    ("state", "in", ("missing", "failed")),
                ]
            )
        return days.action_fetch_again()

    def action_close(self):
        """Take the row off the list: it was settled elsewhere."""
        row = self._as_accountant()
        row.settled_elsewhere = True
        row._set_settled()
        return True

    def action_reopen_invoice(self):
        """Charge money that was taken back to the customer again. (M-15)

        The receipt lets go of its invoice as far as the money went back, so the
        invoice is open again; without a receipt the customer simply owes it.
        """
        row = self._as_accountant()
        payment = row.transaction_id.payment_id
        partner = (payment or row).partner_id.commercial_partner_id
        if row.kind != "reversal" or not partner:
            raise UserError(self.env._("Choose the customer first."))
        account = (
            payment.destination_account_id
            or partner.with_company(row.company_id).property_account_receivable_id
        )
        item = row._move_to(account, partner)
        if payment:
            row._take_back(payment, item)
        row._settle_line()
        return True

    def _take_back(self, payment, item):
        """Let ``item`` consume the receipt before its invoices do."""
        credit = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == item.account_id
        )
        invoices = (
            credit.matched_debit_ids.debit_move_id
            | credit.matched_credit_ids.credit_move_id
        )
        credit.remove_move_reconcile()
        (credit | item).reconcile()
        rest = (credit | invoices).filtered(lambda line: not line.reconciled)
        if credit in rest and len(rest) > 1:
            rest.reconcile()

    def _move_to(self, account, partner):
        """Take the amount off suspense; return the item on ``account`` instead."""
        bank_line = self.line_id.statement_line_id
        liquidity, suspense, _other = bank_line._seek_for_lines()
        if len(suspense) != 1:
            raise UserError(
                self.env._(
                    "The line in the journal was changed by hand; close this row."
                )
            )
        values = {
            "name": suspense.name,
            "account_id": account.id,
            "partner_id": partner.id,
            "currency_id": suspense.currency_id.id,
            "amount_currency": suspense.amount_currency,
            "balance": suspense.balance,
        }
        bank_line.with_context(force_delete=True, skip_readonly_check=True).write(
            {
                "line_ids": [
                    Command.update(liquidity.id, {"partner_id": partner.id}),
                    Command.delete(suspense.id),
                    Command.create(values),
                ],
            }
        )
        return bank_line.move_id.line_ids.filtered(
            lambda item: item.account_id == account
        )[-1:]

    def _settle_line(self):
        """The line is booked and the row is done."""
        self.line_id.state = "booked"
        self._set_settled()
