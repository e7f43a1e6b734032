from datetime import date, timedelta

from odoo.tests import tagged

from odoo.addons.customer_zone.statement import Ask, Kind, build_statement, read_figures

from .statement_common import StatementCommon


@tagged("post_install", "-at_install")
class TestStatementPaging(StatementCommon):
    """P-01: pages fit together, and size does not cost statements."""

    def _fill(self, number):
        """Write a number of movements, a third of them credits."""
        start = date(2026, 1, 1)
        for index in range(number):
            amount = (-1 if index % 3 == 2 else 1) * (index + 1)
            day = start + timedelta(days=index // 2)
            self._entry(amount, day.isoformat())

    def test_pages_follow_each_other_without_gap(self):
        self._fill(11)
        for kind in Kind:
            ask = {"since": "2026-01-03"} if kind is Kind.ACTIVITY else {}
            (whole,) = self._statement(kind, "2026-06-30", **ask).sections
            pages, offset, brought = [], 0, whole.brought_forward
            while offset < whole.line_count:
                (part,) = self._statement(
                    kind, "2026-06-30", offset=offset, limit=3, **ask
                ).sections
                self.assertEqual(part.brought_forward, brought)
                self.assertEqual(
                    (part.opening, part.closing, part.totals, part.line_count),
                    (whole.opening, whole.closing, whole.totals, whole.line_count),
                )
                self.assertAddsUp(part)
                pages += part.lines
                brought, offset = part.carried_forward, offset + 3
            self.assertEqual(tuple(pages), whole.lines)
            self.assertEqual(brought, whole.closing)
            (beyond,) = self._statement(
                kind, "2026-06-30", offset=99, limit=3, **ask
            ).sections
            self.assertEqual(beyond.lines, ())
            self.assertEqual(beyond.brought_forward, whole.closing)

    def test_the_order_is_by_date_and_then_by_number(self):
        self._fill(6)
        (section,) = self._statement(Kind.ACTIVITY, "2026-06-30").sections
        keys = [(line.date, line.line_id) for line in section.lines]
        self.assertEqual(keys, sorted(keys))

    def test_ten_and_a_thousand_lines_cost_the_same_statements(self):
        """P-01: the number of SQL statements is fixed."""
        self._fill(10)
        few = self._counts()
        self._copy_items(990)
        (section,) = self._statement(Kind.ACTIVITY, "2027-12-31").sections
        self.assertEqual(section.line_count, 1000)
        self.assertAddsUp(section)
        self.assertEqual(self._counts(), few)
        self.assertEqual(few, [4, 3, 2])

    def _copy_items(self, number):
        """Copy the newest entry's item a number of times, past the models."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            INSERT INTO account_move_line (
                   move_id, company_id, company_currency_id, account_id, partner_id,
                   currency_id, journal_id, display_type, parent_state, date, name,
                   balance, debit, credit, amount_currency, amount_residual,
                   amount_residual_currency, reconciled)
            SELECT move_id, company_id, company_currency_id, account_id, partner_id,
                   currency_id, journal_id, display_type, parent_state, date, name,
                   balance, debit, credit, amount_currency, amount_residual,
                   amount_residual_currency, reconciled
              FROM account_move_line, generate_series(1, %s)
             WHERE id = (SELECT MAX(id) FROM account_move_line
                          WHERE account_id = %s AND partner_id = %s)
            """,
            [number, self.receivable.id, self.customer.id],
        )

    def _counts(self):
        """Return the SQL statements of an activity, of open items, of the figures."""
        self.env.flush_all()
        day = date(2027, 12, 31)
        counts = []
        for build in (
            lambda: build_statement(
                self.customer, self.company, Ask(Kind.ACTIVITY, day)
            ),
            lambda: build_statement(self.customer, self.company, Ask(Kind.OPEN, day)),
            lambda: read_figures(self.customer, self.company, day),
        ):
            before = self.env.cr.sql_log_count
            build()
            counts.append(self.env.cr.sql_log_count - before)
        return counts

    def test_a_question_that_makes_no_sense_is_refused(self):
        day = date(2026, 1, 1)
        for wrong in (
            {"date_from": date(2026, 1, 2)},
            {"offset": -1},
            {"limit": 0},
            {"bucket": 6},
        ):
            with self.assertRaises(ValueError):
                Ask(Kind.OPEN, day, **wrong)
