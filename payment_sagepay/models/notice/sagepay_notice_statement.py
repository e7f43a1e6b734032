from decimal import Decimal

from odoo import fields, models

from ...paynow.client import TraceStatus
from ...paynow.statement_day import METHOD_NUMBERS, statement_trace
from ..settlement.sagepay_statement_line_match import NUMBER_OF_TRACE


class SagepayNotice(models.Model):
    """The statement is an answer of the gateway, too, and the last word."""

    _inherit = "sagepay.notice"

    kind = fields.Selection(
        selection_add=[("statement", "Statement")], ondelete={"statement": "cascade"}
    )

    # The gateway's day of the line; what a receipt is dated by. (M-11)
    paid_on = fields.Date(string="Day", readonly=True)

    _statement_number_idx = models.Index(
        f"(provider_id, {NUMBER_OF_TRACE}) WHERE verified_at IS NOT NULL"
    )

    def _take_statement_line(self, line, tx):
        """Follow a receipt of the statement like any other answer; return who paid.

        The line was fetched by us with the merchant's own key, or uploaded by an
        accountant after its opening and closing were proven: it is evidence of the
        same rank as a look-up, and goes through the same function of truth.
        """
        amount = Decimal(f"{line.amount:.2f}")
        raw = self._as_evidence(
            [
                ("TransactionAccepted", "true"),
                ("RequestTrace", statement_trace(line.number)),
                ("Reference", tx.reference),
                ("Amount", f"{amount:.2f}"),
                ("Method", str(METHOD_NUMBERS.get(line.code, ""))),
                ("Line", line._as_text()),
            ]
        )
        notice = self.create(
            {
                "kind": "statement",
                "received_at": fields.Datetime.now(),
                "paid_on": line.date,
                "posted": raw,
                "trace": statement_trace(line.number),
                "reference": tx.reference,
                "posted_accepted": "yes",
                "posted_amount": f"{amount:.2f}",
                "posted_method": METHOD_NUMBERS.get(line.code, 0),
                "currency_id": line.currency_id.id,
                "provider_id": tx.provider_id.id,
                "company_id": tx.company_id.id,
                "next_check_at": fields.Datetime.now(),
            }
        )
        answer = TraceStatus(notice.trace, tx.reference, amount, True, "", raw)
        paid = notice._settle(answer)
        # Everything in this transaction happens at one moment.
        notice.verified_at = self.env.cr.now()
        return paid
