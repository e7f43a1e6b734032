from odoo import Command

from .statement_common import StatementCommon


class StatementExample(StatementCommon):
    """One customer's ledger as on 16 November 2026, the one of the demonstration."""

    def setUp(self):
        """Write the example customer's ledger."""
        super().setUp()
        oldest = self._invoice(9315, "2026-07-14", due="2026-08-13", ref="PO 4417")
        first = self._payment(6000, "2026-08-20")
        self._match("2026-08-20", oldest, first)
        august = self._invoice(2185, "2026-08-28", due="2026-09-27")
        settled = self._invoice(4370, "2026-07-20", due="2026-08-19")
        paid = self._payment(4485, "2026-09-09")
        self._match("2026-09-09", settled, paid)
        parts = self._invoice(18400, "2026-09-14")
        parts.button_draft()
        parts.invoice_payment_term_id = self._three_parts()
        parts.action_post()
        back = self._payment(115, "2026-09-14", payment_type="outbound")
        self._match("2026-09-14", paid, back)
        self._invoice(3220, "2026-10-02", due="2026-11-01", ref="PO 4446")
        credit = self._credit_note(1437.50, "2026-10-06")
        self._match("2026-10-06", parts, credit)
        money = self._payment(7360, "2026-10-13")
        self._match("2026-10-13", parts, money)
        self._invoice(7705, "2026-10-20", due="2026-11-19")
        self._credit_note(874, "2026-10-28")
        self._payment(1000, "2026-10-30")
        self._invoice(2645, "2026-11-05", due="2026-12-05")
        self._invoice(1380, "2026-11-12", due="2026-12-12")
        self.assertEqual(august.amount_residual, 2185)

    def _three_parts(self):
        return self.env["account.payment.term"].create(
            {
                "name": "40, 30 and 30 percent",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": part, "nb_days": days}
                    )
                    for part, days in ((40, 30), (30, 61), (30, 91))
                ],
            }
        )
