import hashlib
from collections import Counter

from odoo import api, models
from odoo.exceptions import UserError

from ...paynow.statement import parse_statement
from ...paynow.statement_day import booked_amounts

# Values of so many lines are held at a time.
STORE_BATCH = 2000


class SagepayStatementDay(models.Model):
    """From bytes to stored lines: everything of a file, or nothing."""

    _inherit = "sagepay.statement.day"

    @api.model
    def _take_in(self, provider, data, expected=None, trust_start=False):
        """Store one file of ``provider``; return (day, number of new lines).

        A file that was taken in before adds nothing. The lines are not in the books
        yet: see ``_book``.

        :param bytes data: the file as it came
        :param date expected: the day that was asked for, if one was
        :param bool trust_start: a person has confirmed whose first statement this is
        :raise Malformed: with the number of the line at fault
        :raise UserError: when the file cannot be this provider's
        """
        statement = parse_statement(data)
        if expected and statement.date != expected:
            raise UserError(
                self.env._(
                    "The file is of %(found)s, not of %(expected)s.",
                    found=statement.date,
                    expected=expected,
                )
            )
        day = self._of(provider, statement.date)
        checksum = hashlib.sha256(data).hexdigest()
        if day.checksum == checksum:
            day._set_unchanged()
            return day, 0
        day._check_is_ours(statement, trust_start, fetched=bool(expected))
        attachment = day._keep_file(data, checksum)
        new = day._store_lines(statement)
        day._set_booking(statement, checksum, attachment)
        return day, new

    def _keep_file(self, data, checksum):
        """Store the file and make sure that it can be read again.

        :raise UserError: when it cannot; then no line of it is taken in either
        """
        attachment = self.env["ir.attachment"].create(
            {
                "name": f"netcash-{self.date}.txt",
                "raw": data,
                "mimetype": "text/plain",
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        attachment.flush_recordset()
        attachment.invalidate_recordset(["raw", "datas"])
        if hashlib.sha256(attachment.raw or b"").hexdigest() != checksum:
            raise UserError(
                self.env._(
                    "The statement could not be stored, so nothing of it was taken "
                    "in. Is the disk full?"
                )
            )
        return attachment

    def _store_lines(self, statement):
        """Create the lines that are new; list what changed; return how many are new."""
        amounts = booked_amounts(
            statement.opening, [line.amount for line in statement.lines]
        )
        known = {line._key() for line in self.line_ids}
        keys = {line.key for line in statement.lines}
        fresh = [
            (line, amount)
            for line, amount in zip(statement.lines, amounts, strict=True)
            if line.key not in known
        ]
        lines = self.env["sagepay.statement.line"]
        for start in range(0, len(fresh), STORE_BATCH):
            part = fresh[start : start + STORE_BATCH]
            lines.create([lines._values(self, *pair) for pair in part])
            lines.flush_model()
            lines.invalidate_model()
        if known:
            self._list_changes(known - keys)
        return len(fresh)

    def _list_changes(self, gone):
        """List the lines of an earlier file of this day that the new one has not."""
        if not gone:
            return
        wanted = Counter(gone)
        changed = self.line_ids.filtered(lambda line: wanted[line._key()])
        self.env["sagepay.exception"]._list(
            [changed_line._exception("changed") for changed_line in changed]
        )
