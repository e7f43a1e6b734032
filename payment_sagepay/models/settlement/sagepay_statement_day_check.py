from datetime import timedelta
from itertools import pairwise

from odoo import fields, models
from odoo.fields import Command
from odoo.tools import SQL

from ...paynow.statement_day import to_cents
from .sagepay_statement_day import DONE

# Nobody looks for the days of a gap that is longer: it is a date that is wrong, or an
# account that rested.
GAP_DAYS = 400


class SagepayStatementDay(models.Model):
    """Do the books say what the gateway says? Checked after every import."""

    _inherit = "sagepay.statement.day"

    def _finish(self):
        """Put the lines on a bank statement and check the balances."""
        self._make_bank_statement()
        self._set_imported(self._balances_in_books()[self])
        self._check_books()

    def _make_bank_statement(self):
        """Create or complete the bank statement with the gateway's own balances."""
        lines = self.line_ids.statement_line_id
        if not lines:
            return
        values = {
            "line_ids": [Command.set(lines.ids)],
            "balance_start": to_cents(self._exact(self.opening)),
            "balance_end_real": to_cents(self._exact(self.closing)),
        }
        if self.statement_id:
            self.statement_id.write(values)
            return
        name = f"{self.provider_id.journal_id.code} {self.date}"
        self.statement_id = self.statement_id.create({"name": name, **values})

    def _balances_in_books(self):
        """Return {day: what the journal held in rand at its end}, in one query."""
        self.env["account.move.line"].flush_model()
        self.env.cr.execute(
            SQL(
                "SELECT date, sum(amount_currency) FROM account_move_line "
                "WHERE account_id = %s AND parent_state = 'posted' AND date <= %s "
                "GROUP BY date ORDER BY date",
                self.provider_id.journal_id.default_account_id.id,
                max(self.mapped("date")),
            )
        )
        moved = self.env.cr.fetchall()
        balances, balance, position = {}, 0, 0
        for day in self.sorted("date"):
            while position < len(moved) and moved[position][0] <= day.date:
                balance += moved[position][1]
                position += 1
            balances[day] = balance
        return balances

    def _days_of_provider(self):
        """Return all days of the provider, whatever became of them."""
        return self.search([("provider_id", "=", self.provider_id.id)])

    def _days_in_books(self, *domain):
        """Return the days of the provider that are in the books, oldest first."""
        return self.search(
            [
                ("provider_id", "=", self.provider_id.id),
                ("kind", "=", "day"),
                ("state", "in", DONE),
                *domain,
            ],
            order="date",
        )

    def _check_books(self):
        """Compare this day and the later ones with the books; list what differs.

        What was listed and agrees now is taken off the list.
        """
        if not self:
            return
        from_here = self._days_in_books(("date", ">=", self.date))
        for day, balance in from_here._balances_in_books().items():
            if day.books_balance != balance:
                day.books_balance = balance
        self._list_differences(from_here)
        self._check_chain(from_here[:2])
        self._check_calendar()

    def _list_differences(self, days):
        """List the days on which books and gateway drift apart, each once.

        A difference that was there on the day before is not listed again. That is the
        newest one in the books: a day that is still being booked has none yet.
        """
        before = self._days_in_books(("date", "<", self.date))[-1:]
        known = before._difference()
        rows, agreeing = [], self.browse()
        for day in days:
            difference = day._difference()
            if difference == known:
                agreeing |= day
            else:
                rows.append({**day._exception("balance"), "amount": difference - known})
            known = difference
        self.env["sagepay.exception"]._list(rows)
        self._unlist("balance", agreeing)

    def _difference(self):
        """Return what the gateway holds more than the books, in rand and cents."""
        if self.state not in DONE:
            return to_cents(self._exact(0))
        books = self._exact(self.books_balance)
        return to_cents(self._exact(self.closing)) - to_cents(books)

    def _check_chain(self, days):
        """List days that do not open with what the day before closed with."""
        for day in days:
            before = self._days_in_books(
                ("date", "=", fields.Date.subtract(day.date, days=1))
            )
            breaks = before and self._exact(before.closing) != self._exact(day.opening)
            if breaks:
                self._list_while("chain", day)
            else:
                self._unlist("chain", day)

    def _check_calendar(self):
        """Have a row for each day between the first and the last one imported.

        A gap of years stays one.
        """
        days = self._days_in_books()
        if not days:
            return
        known = set(
            self._days_of_provider()
            .filtered(lambda day: day.kind == "day")
            .mapped("date")
        )
        for before, after in pairwise(days.mapped("date")):
            gap = (after - before).days
            for past in range(1, gap if gap <= GAP_DAYS else 0):
                date = before + timedelta(days=past)
                if date not in known:
                    self._of(self.provider_id, date)
        holes = self.search(
            [
                ("provider_id", "=", self.provider_id.id),
                ("kind", "=", "day"),
                ("state", "in", ("missing", "failed")),
                ("date", ">", days[0].date),
                ("date", "<", days[-1].date),
            ]
        )
        self._list_while("day_missing", holes)
        self._unlist("day_missing", self._days_in_books())

    def _missing_before(self):
        """Return the days before this one that are not in the books, the newest first.

        Only those since the first day that is.
        """
        first = self._days_in_books()[:1]
        return self.search(
            [
                ("provider_id", "=", self.provider_id.id),
                ("kind", "=", "day"),
                ("state", "in", ("missing", "failed")),
                ("date", ">", first.date),
                ("date", "<", self.date),
            ]
        )

    def _list_while(self, kind, days):
        """List something about days, until ``_unlist``."""
        self.env["sagepay.exception"]._list([day._exception(kind) for day in days])

    def _unlist(self, kind, days):
        """Close what was listed about days: it has gone."""
        self.env["sagepay.exception"].search(
            [
                ("kind", "=", kind),
                ("day_id", "in", days.ids),
                ("state", "=", "open"),
            ]
        )._set_settled()

    def _exception(self, kind):
        """Return the values of the list's row about this day."""
        return {
            "kind": kind,
            "day_id": self.id,
            "provider_id": self.provider_id.id,
            "currency_id": self.currency_id.id,
            "date": self.date,
            "amount": 0,
        }
