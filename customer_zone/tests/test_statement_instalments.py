from odoo import Command
from odoo.tests import tagged

from .statement_common import StatementCommon


@tagged("post_install", "-at_install")
class TestStatementInstalments(StatementCommon):
    """An invoice in instalments is one movement, by a mark its posting leaves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        halves = [
            Command.create({"value": "percent", "value_amount": 50, "nb_days": days})
            for days in (30, 60)
        ]
        cls.halves = cls.env["account.payment.term"].create(
            {"name": "Two halves", "line_ids": halves}
        )
        cls.plain = cls._invoice(100, "2026-09-14")
        cls.parted = cls._invoice(
            1000, "2026-09-14", invoice_payment_term_id=cls.halves.id
        )

    def _marked(self):
        terms = (self.plain + self.parted).line_ids.filtered("customer_zone_instalment")
        return [(line.move_id, line.amount_currency) for line in terms]

    def _count(self):
        return self._home(self._activity("2026-11-16")).line_count

    def test_only_instalments_are_marked(self):
        """M-10: and the invoice counts once."""
        self.assertEqual(self._marked(), [(self.parted, 500), (self.parted, 500)])
        self.assertEqual(self._count(), 2)

    def test_an_invoice_that_is_posted_with_other_terms_is_marked_anew(self):
        """Set back to draft and paid in one sum instead, or the other way round."""
        for move, term in ((self.parted, False), (self.plain, self.halves.id)):
            move.button_draft()
            move.invoice_payment_term_id = term
            move.action_post()
        self.assertEqual(self._marked(), [(self.plain, 50), (self.plain, 50)])
        self.assertEqual(self._count(), 2)

    def test_instalments_from_before_the_addon_are_marked_when_it_comes(self):
        """A book that is years old shows the same statement."""
        self.parted.line_ids.customer_zone_instalment = False
        self.env.flush_all()
        self.env["account.move.line"]._customer_zone_mark_all()
        self.env.invalidate_all()
        self.assertEqual(self._marked(), [(self.parted, 500), (self.parted, 500)])
