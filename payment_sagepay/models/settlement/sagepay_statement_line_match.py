import re
from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from ... import const
from ...paynow.statement import without_return_code

# What a reference is made of; everything else ends it.
_WORD = re.compile(r"[A-Za-z0-9_-]+")

# The part of a trace after the dot, as the statement writes it.
NUMBER_OF_TRACE = "ltrim(split_part(trace, '.', 2), '0')"


class SagepayStatementLine(models.Model):
    """Whose payment is this line? By number, then by reference; never by amount."""

    _inherit = "sagepay.statement.line"

    def _match(self):
        """Return the payment each line names, as {line: payment or none}.

        Tried in this order: the line's number is the part of a payment's trace after
        the dot; one of the merchant's own columns is a payment's reference; the
        description contains one as a whole word. A line that names two payments
        names none; but a number that only happens to be one, of another amount, does
        not stand against a reference. (S-04)
        """
        if not self:
            return {}
        by_number = self._payments_by_number()
        by_word = self._payments_by_word()
        nobody = self.env["payment.transaction"]
        everybody = nobody.union(*by_number.values(), *by_word.values())
        found = {}
        for line in self:
            columns = (line.extra_1, line.extra_2, line.extra_3)
            named = nobody.union(*(by_word[text or ""] for text in columns))
            if not named:
                words = line._words()
                named = nobody.union(*(by_word[word] for word in words))
            traced = by_number[line.number]
            if named:
                traced = traced.filtered(
                    lambda tx, line=line, named=named: (
                        tx in named or line._is_sum_of(tx)
                    )
                )
            candidates = traced or named
            if len(candidates) != 1 or (named and named != candidates):
                candidates = nobody
            # What is read of one is read of all, in one query.
            found[line] = candidates.with_prefetch(everybody.ids)
        return found

    def _words(self):
        """Return what may be a reference in the description."""
        return _WORD.findall(without_return_code(self.description or ""))

    def _is_sum_of(self, tx):
        """Tell whether the line's amount is that of a payment."""
        return self.day_id._exact(self.amount) == tx._sagepay_amount()

    def _payments_by_number(self):
        """Return payments by the number of a trace that paid, or that was verified.

        The last news about a bank EFT may be that it is on its way.
        """
        found = defaultdict(self.env["payment.transaction"].browse)
        self.env["sagepay.trace"].flush_model()
        self.env["sagepay.notice"].flush_model()
        numbers = list(set(self.mapped("number")))
        self.env.cr.execute(
            SQL(
                "SELECT %(number)s, transaction_id FROM sagepay_trace "
                "WHERE provider_id = %(provider)s AND %(number)s = ANY(%(numbers)s) "
                "UNION SELECT %(number)s, t.id FROM sagepay_notice n "
                "JOIN payment_transaction t ON t.reference = n.reply_reference "
                "AND t.provider_id = n.provider_id "
                "WHERE n.provider_id = %(provider)s AND n.verified_at IS NOT NULL "
                "AND %(number)s = ANY(%(numbers)s)",
                number=SQL(NUMBER_OF_TRACE),
                provider=self.provider_id.id,
                numbers=numbers,
            )
        )
        for number, transaction_id in self.env.cr.fetchall():
            found[number] |= self.env["payment.transaction"].browse(transaction_id)
        return found

    def _payments_by_word(self):
        """Return payments of this provider by reference, of all words in the lines."""
        words = set()
        for line in self:
            words.update(text for text in line._texts())
            words.update(line._words())
        found = defaultdict(self.env["payment.transaction"].browse)
        payments = self.env["payment.transaction"].search(
            [
                ("reference", "in", list(words)),
                ("provider_id", "=", self.provider_id.id),
                ("provider_code", "=", const.PROVIDER_CODE),
            ]
        )
        for payment in payments:
            found[payment.reference] |= payment
        return found
