from odoo import models

# Lines that go to the books in one piece; a bigger piece is no faster.
BOOK_BATCH = 500


class SagepayStatementDay(models.Model):
    """From stored lines to the books, in pieces that are right by themselves."""

    _inherit = "sagepay.statement.day"

    def _waiting_lines(self, limit):
        """Return lines that are not in the books yet, in the order of the file."""
        return self.env["sagepay.statement.line"].search(
            self._waiting(), order="sequence, id", limit=limit
        )

    def _waiting(self):
        return [("day_id", "=", self.id), ("state", "=", "waiting")]

    def _book_piece(self):
        """Book the next piece; finish the day after the last; return lines left.

        May be called until it returns 0, each time in a transaction of its own: a
        line that is in the books says so. (C-05)
        """
        self.ensure_one()
        self.provider_id._sagepay_check_can_settle()
        lines = self._waiting_lines(BOOK_BATCH)
        if lines:
            lines._book()
        left = self.env["sagepay.statement.line"].search_count(self._waiting())
        if not left:
            self._finish()
        return left

    def _book_all(self):
        """Book the whole day in the transaction that is open."""
        while self.state == "booking" and self._book_piece():
            self.env.flush_all()
