from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

# Days a payout may take to reach the bank.
WINDOW = timedelta(days=7)


class SagepayException(models.Model):
    """Payouts that did not find their line of the bank by themselves."""

    _inherit = "sagepay.exception"

    bank_line_id = fields.Many2one(
        "account.bank.statement.line",
        string="Line of the bank",
        domain="[('is_reconciled', '=', False), ('company_id', '=', company_id)]",
        compute="_compute_bank_line",
        store=True,
        readonly=False,
    )

    @api.depends("kind", "line_id")
    def _compute_bank_line(self):
        """Propose the one line of another journal with this amount and time."""
        for row in self:
            row.bank_line_id = row._suggested_bank_line()

    def _suggested_bank_line(self):
        bank_lines = self.env["account.bank.statement.line"]
        if self.kind != "payout_open":
            return bank_lines
        domain = Domain(
            [
                ("company_id", "=", self.company_id.id),
                ("journal_id", "!=", self.provider_id.journal_id.id),
                ("is_reconciled", "=", False),
                ("amount", "=", -self.amount),
                ("date", ">=", self.date),
                ("date", "<=", self.date + WINDOW),
            ]
        )
        # A proposal of a line the reader may not list is still the right one.
        found = bank_lines.sudo().search(domain, limit=2)
        return found if len(found) == 1 else bank_lines

    def _match_payout(self):
        """Settle the payout with the chosen line of the bank, or with its return."""
        self._check_choices(self.env["res.partner"])
        item = self.line_id._transit_item()
        other = self._payout_counterpart(item)
        if not other:
            raise UserError(self.env._("Choose the line of the bank first."))
        (item | other).reconcile()
        if self.kind == "payout_returned":
            self.search(
                [
                    ("kind", "=", "payout_open"),
                    ("line_id.statement_line_id", "=", other.statement_line_id.id),
                    ("state", "=", "open"),
                ]
            )._set_settled()
        self._settle_line()
        return True

    def _payout_counterpart(self, item):
        """Return the item that settles ``item``: of the bank, or of the payout."""
        items = self.env["account.move.line"]
        if self.kind == "payout_returned":
            payouts = self.env["sagepay.statement.line"]._open_payouts(self.provider_id)
            same = payouts.filtered(
                lambda line: (
                    line.date <= self.date
                    and not self.currency_id.compare_amounts(
                        line.booked_amount, -self.amount
                    )
                )
            )
            return same[-1:]._transit_item() if same else items
        if not self.bank_line_id:
            return items
        bank_line = self.bank_line_id
        _liquidity, suspense, other = bank_line._seek_for_lines()
        on_account = other.filtered(lambda line: line.account_id == item.account_id)
        if on_account or len(suspense) != 1:
            return on_account.filtered(lambda line: not line.reconciled)[:1]
        values = {
            "name": suspense.name,
            "account_id": item.account_id.id,
            "partner_id": suspense.partner_id.id,
            "currency_id": suspense.currency_id.id,
            "amount_currency": suspense.amount_currency,
            "balance": suspense.balance,
        }
        bank_line.with_context(force_delete=True, skip_readonly_check=True).write(
            {"line_ids": [Command.delete(suspense.id), Command.create(values)]}
        )
        return bank_line.move_id.line_ids.filtered(
            lambda line: line.account_id == item.account_id
        )[:1]
