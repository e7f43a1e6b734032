from odoo import models

from ...paynow.statement_codes import Kind

# What the list calls a line that needs a person whatever it matches.
LISTED = {
    Kind.REVERSAL.value: "reversal",
    Kind.OTHER.value: "unclassified",
    Kind.UNCLASSIFIED.value: "unclassified",
    Kind.INFORMATION.value: "unclassified",
    Kind.PAYOUT_RETURN.value: "payout_returned",
}


class SagepayStatementLine(models.Model):
    """One piece of a day in the journal."""

    _inherit = "sagepay.statement.line"

    def _book(self):
        """Create the lines of the journal, settle what they settle, list the rest."""
        receipts = self.filtered(lambda line: line._may_be_receipt())
        settled = receipts._settle_receipts()
        reversals = self.filtered(lambda line: line.kind == Kind.REVERSAL.value)
        named = reversals._match()
        # A line of less than half a cent moves no cent in the books.
        moving = self.filtered("booked_amount")
        bank_lines = self._create_bank_lines(moving, settled)
        self._reconcile(bank_lines, settled)
        exceptions = []
        for line in self:
            tx = settled[line].transaction if line in settled else named.get(line)
            kind = line._exception_kind(settled.get(line))
            line.write(
                {
                    "state": "listed" if kind else "booked",
                    "transaction_id": tx.id if tx else False,
                    "statement_line_id": bank_lines.get(line, self.browse()).id,
                }
            )
            if kind:
                exceptions.append(line._exception(kind))
        self.env["sagepay.exception"]._list(exceptions)

    def _create_bank_lines(self, lines, settled):
        """Return {line: line of the journal}, created in one go and posted."""
        # Every item is given, so nothing has to be completed or logged, and the
        # entries are checked all together.
        bank_lines = self.env["account.bank.statement.line"].with_context(
            skip_invoice_sync=True,
            check_move_validity=False,
            tracking_disable=True,
            mail_notrack=True,
        )
        values = [line._bank_line_values(settled.get(line)) for line in lines]
        moves = self.env["account.move"]
        to_check = {"records": moves}
        with moves._check_balanced(to_check), moves._sagepay_numbered_together():
            created = bank_lines.create(values).with_env(self.env)
            to_check["records"] = created.move_id
        return dict(zip(lines, created, strict=True))

    def _reconcile(self, bank_lines, settled):
        """Settle the open receipts in the books with the lines of the journal."""
        plan = []
        for line, result in settled.items():
            if result.outstanding:
                item = bank_lines[line].line_ids.filtered(
                    lambda item, account=result.outstanding.account_id: (
                        item.account_id == account
                    )
                )
                plan.append(item | result.outstanding)
        if plan:
            self.env["account.move.line"]._reconcile_plan(plan)

    def _exception_kind(self, settled):
        """Return what a person has to look at about this line, or None."""
        if settled:
            return settled.problem or None
        return LISTED.get(self.kind)

    def _exception(self, kind):
        """Return the values of the list's row about this line."""
        return {
            "kind": kind,
            "line_id": self.id,
            "provider_id": self.provider_id.id,
            "currency_id": self.currency_id.id,
            "date": self.date,
            "amount": self.booked_amount,
            "transaction_id": self.transaction_id.id,
        }
