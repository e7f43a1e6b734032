from odoo import api, models

from .sagepay_exception import KINDS


class SagepayException(models.Model):
    """Each row in words: what it is, and what to do."""

    _inherit = "sagepay.exception"

    @api.depends("kind", "line_id", "day_id", "transaction_id", "invoice_id", "state")
    @api.depends_context("lang")
    def _compute_words(self):
        """Say what happened and what to do, in the reader's language."""
        titles = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            what = row.line_id.description or row.transaction_id.reference
            what = what or (row.day_id and row.day_id._date_in_words()) or ""
            row.summary = f"{titles.get(row.kind, dict(KINDS)[row.kind])}: {what}"
            row.advice = row._advice()

    def _advice(self):
        """Return what to do about one row."""
        method = getattr(self, f"_advice_{self.kind}")
        return method()

    def _advice_not_in_books(self):
        return self.env._(
            "The gateway received this money and no payment here could be booked with "
            "it. Choose the customer, and the invoice if there is one, and press Match."
        )

    def _advice_deposit(self):
        """Say why an invoice is proposed, where one is."""
        if self.invoice_id and self.state == "open":
            return self.env._(
                "Somebody paid into the gateway's account directly. %s is proposed "
                "because its number and its amount are both on the line. If that is "
                "right, press Match.",
                self.invoice_id.name,
            )
        return self.env._(
            "Somebody paid into the gateway's account directly. Choose the customer, "
            "and the invoice if there is one, and press Match."
        )

    def _advice_amount_differs(self):
        return self.env._(
            "%(reference)s asked for %(asked)s and %(paid)s came. Press Match to put "
            "the money on the customer's account; ask for the rest or pay it back.",
            reference=self.transaction_id.reference or "",
            asked=self.currency_id.format(self.transaction_id.amount),
            paid=self.currency_id.format(self.amount),
        )

    def _advice_paid_twice(self):
        return self.env._(
            "%s was paid already. Press Match to put the money on the customer's "
            "account, and pay it back or use it for another invoice.",
            self.transaction_id.reference or "",
        )

    def _advice_reversal(self):
        return self.env._(
            "The gateway took this money back. Press Re-open to charge it to the "
            "customer again, or book a credit note first if the sale is off."
        )

    def _advice_unclassified(self):
        return self.env._(
            "The meaning of code %s is not known here. The amount waits on the "
            "suspense account: find out what it is. If a customer paid it, choose the "
            "customer and press Match; else choose the account and press Book.",
            self.line_id.code,
        )

    def _advice_changed(self):
        return self.env._(
            "A newer file of this day does not have this line any more, or has it "
            "with another amount. Ask the gateway which is right; undo the booked "
            "line in the journal if it is not."
        )

    def _advice_payout_open(self):
        return self.env._(
            "The gateway paid this out and it was not seen in the bank yet. Choose the "
            "line of the bank's journal and press Match, or ask the gateway."
        )

    def _advice_payout_returned(self):
        return self.env._(
            "A payout came back. Check the bank account the gateway has on record. "
            "The payout and its return settle each other: press Match."
        )

    def _advice_not_on_statement(self):
        return self.env._(
            "This payment was confirmed to us and is not on the statement. Ask the "
            "gateway about it before anything is delivered; do not undo the receipt "
            "until they answer. Statements that are missing are fetched first."
        )

    def _advice_chain(self):
        return self.env._(
            "This day does not open with what the day before closed with. Fetch both "
            "days again; if they stay so, ask the gateway."
        )

    def _advice_balance(self):
        """Name the likeliest cause: a day that is missing, else the first day ever."""
        difference = self.currency_id.format(self.amount)
        missing = self.day_id._missing_before()
        if missing:
            return self.env._(
                "From this day on the gateway's account holds %(difference)s more than "
                "the journal. The statement of %(date)s is missing: settle that row "
                "first, and this one closes by itself.",
                difference=difference,
                date=missing[0]._date_in_words(),
            )
        if self.is_opening:
            return self.env._(
                "Before its first statement the gateway's account held %(difference)s "
                "more than the journal. Press Book opening balance.",
                difference=difference,
            )
        return self.env._(
            "From this day on the gateway's account holds %(difference)s more than the "
            "journal. Look for entries in the journal that are missing or were made by "
            "hand. Fetch again reads the day's statement once more.",
            difference=difference,
        )

    def _advice_fetch_refused(self):
        return self.env._(
            "%s. Copy the account service key from the merchant portal into the "
            "settings again, and press Fetch again.",
            self.day_id.failure or "",
        )

    def _advice_day_missing(self):
        return self.env._(
            "There is no statement of this day in the books (%s). Press Fetch again, "
            "or download it from the merchant portal and upload it.",
            self.day_id.failure or self.env._("not fetched yet"),
        )
