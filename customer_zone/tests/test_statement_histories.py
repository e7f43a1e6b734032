import os
from collections import defaultdict
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from odoo import Command
from odoo.tests import tagged

from .statement_histories import StatementHistories

HISTORIES = int(os.environ.get("CUSTOMER_ZONE_STATEMENT_HISTORIES", "30"))
# The number of the first one: to repeat a history, or to share a long run out.
FIRST = int(os.environ.get("CUSTOMER_ZONE_STATEMENT_FIRST", "0"))
STEPS = 12
MIXED = 2  # every third history matches across currencies


@tagged("post_install", "-at_install")
class TestStatementHistories(StatementHistories):
    """M-16: random ledgers; 30 of them, or as many as the environment says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parts = cls.env["account.payment.term"].create(
            {
                "name": "Two parts",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 50, "nb_days": days}
                    )
                    for days in (15, 45)
                ],
            }
        )

    def test_the_statement_is_the_ledger_on_every_day_of_every_history_a(self):
        """Ledger, open items, ageing and later matching; the first third."""
        self._check_histories(0)

    def test_the_statement_is_the_ledger_on_every_day_of_every_history_b(self):
        """The same for the second third."""
        self._check_histories(1)

    def test_the_statement_is_the_ledger_on_every_day_of_every_history_c(self):
        """The same where payments in one currency settle bills in another."""
        self._check_histories(MIXED)

    def _check_histories(self, third):
        """Check every third history, each of them in books without the others.

        What a history wrote is taken back, so that the next one finds small tables.
        """
        for seed in range(FIRST, FIRST + HISTORIES):
            if seed % 3 == third:
                with self.subTest(seed=seed), closing(self.env.cr.savepoint()):
                    self._check_history(seed)

    def _check_history(self, seed):
        self._begin(Random(seed), mixed=seed % 3 == MIXED)
        for _step in range(STEPS):
            self._step()
        days = {*self.days, *(day - timedelta(1) for day in self.days), self.today}
        days = sorted(self.random.sample(sorted(days), 10))
        printed = {day: self._check_day(day) for day in days}
        self._check_periods(days, printed)
        for _step in range(3):
            self.today += timedelta(days=self.random.randint(1, 9))
            self._match_some()
        for day in days:
            self.assertEqual(self._both(day), printed[day], f"later matching, {day}")
        self._check_today()

    def _both(self, day):
        return self._activity(day.isoformat()), self._open(day.isoformat())

    def _check_day(self, day):
        """Compare one day with what the books say; return what was printed."""
        activity, still = self._both(day)
        residuals = self._residuals(day)
        found, balances = {}, defaultdict(Decimal)
        for section in still.values():
            self.assertAddsUp(section)
            found.update({line.line_id: line.residual for line in section.lines})
        for currency, residual in residuals.values():
            balances[currency] += residual
        self.assertEqual(
            found, {key: value for key, (_currency, value) in residuals.items()}
        )
        for name, section in activity.items():
            self.assertAddsUp(section)
            self.assertEqual(section.closing, balances[name], day)
        if not self.mixed:
            for name, balance in self._ledger(day).items():
                closing = activity[name].closing if name in activity else 0
                self.assertEqual(closing, balance, day)
        return activity, still

    def _residuals(self, day):
        """Return what was open on a day by item: currency and amount, item by item.

        Worked out from items and matchings one at a time, as a person would.
        """
        # A document set back to draft a moment ago may not be in the tables yet.
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT item.id, currency.name, item.amount_currency::text,
                   (SELECT MAX(made.customer_zone_matched_on)
                      FROM account_partial_reconcile made
                     WHERE made.exchange_move_id = item.move_id)
              FROM account_move_line item
              JOIN account_move entry ON entry.id = item.move_id
              JOIN account_account account ON account.id = item.account_id
              JOIN res_currency currency ON currency.id = item.currency_id
             WHERE item.partner_id = %s AND entry.state = 'posted'
               AND account.account_type = 'asset_receivable' AND entry.date <= %s
            """,
            [self.customer.id, day],
        )
        items = {
            line_id: [name, Decimal(amount)]
            for line_id, name, amount, made in self.env.cr.fetchall()
            if not made or made <= day
        }
        self.env.cr.execute(
            """
            SELECT debit_move_id, credit_move_id, debit_amount_currency::text,
                   credit_amount_currency::text, customer_zone_matched_on
              FROM account_partial_reconcile
             WHERE debit_move_id = ANY(%s) AND credit_move_id = ANY(%s)
            """,
            [list(items), list(items)],
        )
        for debit, credit, debit_amount, credit_amount, made in self.env.cr.fetchall():
            if made <= day:
                items[debit][1] -= Decimal(debit_amount)
                items[credit][1] += Decimal(credit_amount)
        return {key: tuple(value) for key, value in items.items() if value[1]}

    def _check_periods(self, days, printed):
        """What one period closes with, the next one opens with."""
        middle = self.random.choice(days)
        whole = self._activity(days[-1].isoformat(), middle + timedelta(1))
        for name, section in whole.items():
            before = printed[middle][0].get(name)
            self.assertEqual(section.opening, before.closing if before else 0)
            self.assertAddsUp(section)

    def _activity(self, to, since=None, **asked):
        since = since.isoformat() if since else None
        if since and since > to:
            to = since
        return super()._activity(to, since, **asked)

    def _check_today(self):
        """On a day after everything the open items are those of the books."""
        still = self._open(date(2030, 1, 1).isoformat())
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT item.id, item.amount_residual_currency::text
              FROM account_move_line item
              JOIN account_account account ON account.id = item.account_id
             WHERE item.partner_id = %s AND item.parent_state = 'posted'
               AND account.account_type = 'asset_receivable'
               AND NOT EXISTS (
                   SELECT 1 FROM account_partial_reconcile matching
                     JOIN account_move_line other
                       ON other.id IN (matching.debit_move_id, matching.credit_move_id)
                    WHERE item.id IN (matching.debit_move_id, matching.credit_move_id)
                      AND other.parent_state = 'draft')
               AND item.amount_residual_currency <> 0
            """,
            [self.customer.id],
        )
        found = {
            line.line_id: line.residual
            for section in still.values()
            for line in section.lines
        }
        for line_id, residual in self.env.cr.fetchall():
            self.assertEqual(found[line_id], Decimal(residual))
