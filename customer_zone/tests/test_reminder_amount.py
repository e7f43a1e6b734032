from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from .reminder_common import ReminderCommon


@tagged("post_install", "-at_install")
class TestReminderAmount(ReminderCommon):
    """A reminder asks for what is late, not for what is due another day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        parts = [
            Command.create({"value": "percent", "value_amount": part, "nb_days": days})
            for part, days in ((30, 30), (70, 60))
        ]
        term = cls.env["account.payment.term"].create(
            {"name": "In two parts", "line_ids": parts}
        )
        cls.invoice = cls._invoice(cls.customer, invoice_payment_term_id=term.id)

    def _late(self, *days):
        """Let the instalments be overdue for so many days each."""
        terms = self.invoice.line_ids.filtered("customer_zone_instalment")
        for line, late in zip(terms.sorted("date_maturity"), days, strict=True):
            line.date_maturity = fields.Date.today() - timedelta(days=late)

    def _body(self):
        """Send what is due and return what the e-mail says, without the layout."""
        self.assertEqual(self._run(), self.invoice)
        (message,) = self.invoice.message_ids.filtered(
            lambda one: one.message_type == "comment"
        )
        return message.body

    def _told(self):
        return self.invoice.customer_zone_reminder_ids.mapped("amount")

    def test_of_two_instalments_only_the_late_one_is_asked_for(self):
        self._late(8, -22)
        body = self._body()
        self.assertIn("300.00", body)
        self.assertNotIn("1,000.00", body)
        self.assertEqual(self._told(), [300.0])

    def test_part_of_the_late_instalment_that_was_paid_is_not_asked_for(self):
        self._late(8, -22)
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        wizard.create({"amount": 100.0})._create_payments()
        self.assertIn("200.00", self._body())
        self.assertEqual(self._told(), [200.0])

    def test_instalments_that_are_all_late_are_asked_for_together(self):
        self._late(38, 8)
        self.assertIn("1,000.00", self._body())
        self.assertEqual(self._told(), [1000.0])

    def test_the_companys_own_day_decides_what_is_late(self):
        """It is tomorrow already where the company keeps its books."""
        self._late(8, 0)
        self.company.partner_id.tz = "Pacific/Kiritimati"
        with self._day(fields.Date.today()):
            self.assertEqual(self._run(), self.invoice)
        self.assertEqual(self._told(), [1000.0])

    def test_an_e_mail_that_was_edited_before_goes_on_working(self):
        """Texts of a seller's own may name the open amount of the whole invoice."""
        template = self.company.customer_zone_reminder_step_ids.template_id
        amount = "format_amount(object.amount_residual, object.currency_id)"
        template.body_html = f'<p>Still open: <t t-out="{amount}"/></p>'
        self._late(8, -22)
        self.assertIn("1,000.00", self._body())
