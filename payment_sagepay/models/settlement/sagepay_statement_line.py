from odoo import api, fields, models

from ...paynow.statement import line_key
from ...paynow.statement_codes import Kind
from ...paynow.statement_day import method_of
from .sagepay_statement_day import FOUR_PLACES

KINDS = [
    (Kind.RECEIPT.value, "Receipt"),
    (Kind.REVERSAL.value, "Refund, chargeback or return"),
    (Kind.INFORMATION.value, "Information"),
    (Kind.FEE.value, "Fee"),
    (Kind.VAT.value, "VAT on fees"),
    (Kind.PAYOUT.value, "Payout"),
    (Kind.PAYOUT_RETURN.value, "Payout returned"),
    (Kind.OTHER.value, "Other"),
    (Kind.UNCLASSIFIED.value, "Unclassified"),
]
METHODS = [
    ("card", "Card"),
    ("eft", "Bank EFT"),
    ("instant_eft", "Instant EFT"),
    ("cash", "Retail (cash)"),
    ("scan", "Scan to Pay"),
    ("deposit", "Direct deposit"),
    ("other", "Other"),
]
STATES = [
    ("waiting", "To be booked"),
    ("booked", "Booked"),
    ("listed", "To look at"),
    ("no_money", "No money"),
]


class SagepayStatementLine(models.Model):
    """One line of the gateway's statement, as it was written, and where it went.

    ``amount`` is in rand with four decimals, signed by its effect on the balance;
    ``booked_amount`` is what the books can hold of it. ``vat`` is the part of
    ``amount`` that is VAT, in rand with four decimals as written: without that sign.
    """

    _name = "sagepay.statement.line"
    _description = "Sage Pay statement line"
    _order = "date desc, day_id, sequence"
    _rec_name = "description"

    day_id = fields.Many2one(
        "sagepay.statement.day",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    provider_id = fields.Many2one(
        "payment.provider", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="provider_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="day_id.currency_id")
    sequence = fields.Integer(string="Line", readonly=True)
    date = fields.Date(required=True, readonly=True)
    code = fields.Char(size=3, required=True, readonly=True)
    number = fields.Char(string="Netcash number", required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    method = fields.Selection(METHODS, readonly=True)
    description = fields.Char(readonly=True)
    extra_1 = fields.Char(readonly=True)
    extra_2 = fields.Char(readonly=True)
    extra_3 = fields.Char(readonly=True)
    ledger = fields.Char(string="Netcash ledger", readonly=True)
    amount = fields.Float(digits=FOUR_PLACES, required=True, readonly=True)
    vat = fields.Float(digits=FOUR_PLACES, readonly=True)
    booked_amount = fields.Monetary(readonly=True)

    state = fields.Selection(STATES, required=True, readonly=True, default="waiting")
    transaction_id = fields.Many2one(
        "payment.transaction", readonly=True, index="btree_not_null"
    )
    statement_line_id = fields.Many2one(
        "account.bank.statement.line",
        string="Bank statement line",
        readonly=True,
        index="btree_not_null",
        # Undoing a line in the books must not take the evidence with it.
        ondelete="restrict",
    )

    # Numbers are used again in another year, and one number may stand for a payment
    # and for its fee. See ``line_key``.
    _money_once = models.UniqueIndex(
        "(provider_id, date, code, number, amount) WHERE amount != 0",
        "This line of the statement has been imported before.",
    )
    _information_once = models.UniqueIndex(
        "(provider_id, date, code, number, md5(COALESCE(description, ''))) "
        "WHERE amount = 0",
        "This line of the statement has been imported before.",
    )
    _waiting_idx = models.Index("(day_id, sequence) WHERE state = 'waiting'")
    _number_idx = models.Index("(provider_id, number)")

    @api.model
    def _values(self, day, line, booked_amount):
        """Return the values of one parsed line.

        :param line: a ``StatementLine``
        :param Decimal booked_amount: rands with two decimals
        """
        extras = dict(zip(("extra_1", "extra_2", "extra_3"), line.extras, strict=True))
        return {
            "day_id": day.id,
            "provider_id": day.provider_id.id,
            "company_id": day.company_id.id,
            "sequence": line.number,
            "date": line.date,
            "code": line.code,
            "number": line.id,
            "kind": line.kind.value,
            "method": method_of(line.code) if line.kind is Kind.RECEIPT else False,
            "description": line.description,
            "ledger": line.ledger,
            "amount": line.amount,
            "vat": line.vat,
            "booked_amount": booked_amount,
            "state": "waiting" if line.amount else "no_money",
            **extras,
        }

    def _key(self):
        """Return what makes the line unique, as the parser gives it."""
        exact = self.day_id._exact(self.amount)
        return line_key(
            self.date, self.code, self.number, exact, self.description or ""
        )

    def _texts(self):
        """Return the texts a reference may stand in, the merchant's own first."""
        return [
            text
            for text in (self.extra_1, self.extra_2, self.extra_3, self.description)
            if text
        ]
