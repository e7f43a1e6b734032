from collections import defaultdict
from datetime import timedelta

from odoo import api, models

from ...paynow.statement_codes import Kind
from ..attention.sagepay_exception_payout import WINDOW


class SagepayStatementLine(models.Model):
    """Payouts: from the gateway's account, over the account in transit, to the bank."""

    _inherit = "sagepay.statement.line"

    def _transit_item(self):
        """Return the item of this payout on the account in transit."""
        account = self.provider_id.sagepay_payout_account_id
        return self.statement_line_id.move_id.line_ids.filtered(
            lambda item: item.account_id == account
        )[:1]

    @api.model
    def _open_payouts(self, provider):
        """Return the payouts whose money has not been seen in the bank."""
        open_items = self._open_transit_items(provider)
        return self.search(
            [
                ("provider_id", "=", provider.id),
                ("kind", "=", Kind.PAYOUT.value),
                (
                    "statement_line_id",
                    "in",
                    open_items.statement_line_id.ids,
                ),
            ],
            order="date, id",
        )

    @api.model
    def _open_transit_items(self, provider):
        """Return what is open on the account in transit."""
        return self.env["account.move.line"].search(
            [
                ("account_id", "=", provider.sagepay_payout_account_id.id),
                ("company_id", "=", provider.company_id.id),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
            ],
            order="date, id",
        )

    @api.model
    def _settle_payouts(self, provider):
        """Settle payouts with the bank's lines a bookkeeper put on the same account.

        Same account, same amount, at most a week later, the oldest first.
        """
        if not provider.sagepay_payout_account_id:
            return
        payouts = self._open_payouts(provider)
        if not payouts:
            return
        arrived = defaultdict(list)
        for item in self._open_transit_items(provider):
            if item.journal_id != provider.journal_id:
                arrived[item.amount_currency, item.currency_id].append(item)
        plan = []
        for payout in payouts:
            item = payout._transit_item()
            candidates = arrived[-item.amount_currency, item.currency_id]
            for other in candidates:
                if item.date <= other.date <= item.date + WINDOW:
                    candidates.remove(other)
                    plan.append(item | other)
                    break
        if plan:
            self.env["account.move.line"]._reconcile_plan(plan)

    @api.model
    def _check_payouts(self, provider, today):
        """List payouts the bank has not seen after the agreed days; unlist others."""
        still_open = self._open_payouts(provider)
        limit = today - timedelta(days=provider.sagepay_alert_days)
        late = still_open.filtered(lambda line: line.date < limit)
        listing = self.env["sagepay.exception"]
        listing._list([line._exception("payout_open") for line in late])
        listing.search(
            [
                ("kind", "=", "payout_open"),
                ("provider_id", "=", provider.id),
                ("state", "=", "open"),
                ("line_id", "not in", still_open.ids),
            ]
        )._set_settled()
