from odoo import models
from odoo.fields import Domain


class AccountBankStatementLine(models.Model):
    _inherit = "account.bank.statement.line"

    def _zone_in_bank_on(self):
        """Return the date on which the money of this line was in a bank, else False.

        On the statement of a payment provider it is still with the provider. Providers
        pay out all there is, so the first payout on or after the line has it with it.
        """
        self.ensure_one()
        payouts = self._zone_payouts_domain()
        if not payouts:
            return self.date
        items = self.env["account.move.line"]
        if not items.search_count(payouts, limit=1):
            return self.date
        payout = items.search(
            payouts & Domain("date", ">=", self.date), order="date, id", limit=1
        )
        arrived = payout.matched_credit_ids.credit_move_id
        return max(arrived.mapped("date"), default=False)

    def _zone_payouts_domain(self):
        """Return the domain of payouts from this journal that arrived in a bank.

        ``None`` for the journal of a bank. A payout goes over an account in transit
        and is matched there with the line of another journal.

        :rtype: Domain or None
        """
        journal = self.journal_id
        provider = journal.inbound_payment_method_line_ids.payment_provider_id
        if journal.bank_account_id or not provider:
            return None
        arrived = Domain("statement_line_id", "!=", False)
        arrived &= Domain("journal_id", "!=", journal.id)
        return (
            Domain("journal_id", "=", journal.id)
            & Domain("statement_line_id.amount", "<", 0)
            & Domain("account_id.account_type", "=", "asset_current")
            & Domain("matched_credit_ids.credit_move_id", "any", arrived)
        )
