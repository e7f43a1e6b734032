import logging

from odoo import models
from odoo.exceptions import UserError

from ...paynow.statement import parse_statement
from ...paynow.statement_codes import Kind
from .sagepay_statement_day_cron import INTERIM_PAUSE

_logger = logging.getLogger(__name__)


class SagepayStatementDay(models.Model):
    """Today's movements so far: they confirm payments, and are booked tomorrow."""

    _inherit = "sagepay.statement.day"

    def _take_interim(self, text):
        """Confirm pending payments that are in the interim statement.

        Nothing goes to the journal from here: the daily statement has the same lines
        and its balances are proven.

        :param str text: the file; "" when there is nothing new
        """
        if text:
            receipts = self._interim_receipts(parse_statement(text))
            for line, tx in receipts._match().items():
                if tx and tx.state != "done":
                    self._confirm_one(line, tx)
        self.write(
            {
                "state": "empty",
                "polling_id": False,
                "failure": False,
                "next_try_at": self._after(INTERIM_PAUSE),
            }
        )

    def _interim_receipts(self, statement):
        """Return the receipts of an interim statement as lines that are not stored."""
        lines = self.env["sagepay.statement.line"]
        for line in statement.lines:
            if line.kind is Kind.RECEIPT and line.amount:
                lines |= lines.new(lines._values(self, line, line.amount))
        return lines

    def _confirm_one(self, line, tx):
        """Confirm one payment; one that cannot be booked stops no other."""
        try:
            with self.env.cr.savepoint():
                line._confirm(tx)
        except UserError as error:
            _logger.warning("Sage Pay payment %s is left: %s", tx.reference, error)
