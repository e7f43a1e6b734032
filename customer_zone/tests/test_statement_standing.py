from datetime import date

from odoo.tests import tagged

from ..statement import Kind, build_statement, read_figures
from ..statement.standing import concerned_sql, read_standings
from ..statement.values import Ask
from .statement_run_common import StatementRunCommon

DAYS = [date(2026, 11, day) for day in (1, 3, 10, 20, 21, 30)]


@tagged("post_install", "-at_install")
class TestStatementStanding(StatementRunCommon):
    """The figures of many customers at once are those of each one's statement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.env["res.currency"].search(
            [("id", "!=", cls.company.currency_id.id), ("active", "=", True)], limit=1
        ) or cls.env.ref("base.EUR")
        cls.foreign.active = True
        cls._owe(cls.contact, 40.0)
        cls._owe(cls.customer, 70.0, currency_id=cls.foreign.id)
        cls._owe(cls.other_customer, 25.0, move_type="out_refund")
        cls.settled = cls._contact("Settled Ltd", is_company=True)
        paid = cls._owe(cls.settled, 60.0)
        payment = cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=paid.ids
        )
        payment.create({"payment_date": "2026-11-10"})._create_payments()
        cls.all = cls.customer | cls.other_customer | cls.settled | cls.stranger

    def _apart(self, customer, day):
        """Return the same read one by one, without what is zero."""
        figures = read_figures(customer, self.company, day)
        return [
            (one.currency_id, one.balance, one.overdue)
            for one in figures
            if one.balance or one.overdue or one.available_credit
        ]

    def test_each_is_the_closing_balance_of_its_own_statement(self):
        for day in DAYS:
            together = read_standings(self.all, self.company, day)
            for customer in self.all:
                with self.subTest(day=day, customer=customer.name):
                    found = [
                        (one.currency_id, one.balance, one.overdue)
                        for one in together.get(customer.id, ())
                    ]
                    self.assertEqual(found, self._apart(customer, day))
        self.assertTrue(read_standings(self.all, self.company, DAYS[-1]))

    def test_the_number_of_queries_is_the_same_for_one_and_for_many(self):
        many = self.all | self._owing(5)
        counts = []
        for customers in (self.customer, many):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            read_standings(customers, self.company, DAYS[-1])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_nobody_with_lines_on_the_statement_is_missed(self):
        first = date(2026, 11, 5)
        for day in DAYS[2:]:
            self.env.flush_all()
            for date_from in (None, first):
                rows = self.env.execute_query(
                    concerned_sql(self.company, date_from, day)
                )
                concerned = {number for (number,) in rows}
                kind = Kind.ACTIVITY if date_from else Kind.OPEN
                for customer in self.all:
                    statement = build_statement(
                        customer, self.company, Ask(kind, day, date_from)
                    )
                    if any(one.lines for one in statement.sections):
                        self.assertIn(customer.id, concerned)
                self.assertNotIn(self.stranger.id, concerned)
