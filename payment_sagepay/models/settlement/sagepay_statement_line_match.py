import re
from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from ... import const

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
        names none. Amounts are not compared here. (S-04)
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
                words = _WORD.findall(line.description or "")
                named = nobody.union(*(by_word[word] for word in words))
            traced = by_number[line.number]
            candidates = traced or named
            if len(candidates) != 1 or (named and named != candidates):
                candidates = nobody
            # What is read of one is read of all, in one query.
            found[line] = candidates.with_prefetch(everybody.ids)
        return found

    def _payments_by_number(self):
        """Return payments by the number of a trace that paid or was told."""
        found = defaultdict(self.env["payment.transaction"].browse)
        self.env["sagepay.trace"].flush_model()
        numbers = list(set(self.mapped("number")))
        self.env.cr.execute(
            SQL(
                "SELECT %(number)s, transaction_id FROM sagepay_trace "
                "WHERE provider_id = %(provider)s AND %(number)s = ANY(%(numbers)s)",
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
            words.update(_WORD.findall(line.description or ""))
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
