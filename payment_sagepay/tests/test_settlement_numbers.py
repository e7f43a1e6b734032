from odoo.tests import tagged

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementNumbers(SettlementCommon):
    """The entries of a day are numbered as Odoo numbers them, and quickly."""

    def _book(self, count):
        """Take in a day of so many receipts; return its entries and the queries."""
        for _line in range(count):
            tx, number = self.paid_tx(invoice=False)
            self.account.receive(tx, number=number)
        data = self.account.close()
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        day = self.take_in(data)
        self.env.flush_all()
        queries = self.env.cr.sql_log_count - before
        return day.line_ids.statement_line_id.move_id, queries

    def _numbers(self, moves):
        self.assertEqual(len(set(moves.mapped("name"))), len(moves))
        self.assertEqual(len(set(moves.mapped("sequence_prefix"))), 1)
        return sorted(moves.mapped("sequence_number"))

    def test_numbers_follow_each_other_without_a_gap(self):
        """S-01, I4: over two days, and a line made by hand comes after them."""
        first, _queries = self._book(4)
        second, _queries = self._book(3)
        numbers = self._numbers(first | second)
        start = numbers[0]
        self.assertEqual(numbers, list(range(start, start + 7)))
        by_hand = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.provider.journal_id.id,
                "date": second[0].date,
                "payment_ref": "By hand",
                "amount": 1.0,
            }
        )
        self.assertEqual(by_hand.move_id.sequence_number, start + 7)

    def test_more_lines_hardly_take_more_queries(self):
        """S-13: the numbers of a day are not looked up one by one."""
        few, queries_of_few = self._book(3)
        many, queries_of_many = self._book(23)
        self.assertEqual((len(few), len(many)), (3, 23))
        self.assertLess(queries_of_many - queries_of_few, 2 * 20)
