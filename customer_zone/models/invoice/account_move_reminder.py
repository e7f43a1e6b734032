from datetime import timedelta

from odoo import fields, models

from ..customer.res_partner_visits import BOOKKEEPERS
from ..document.customer_zone_document_payment import ANNOUNCED_ONLY, DRAFT_MINUTES
from ..sending.account_move_notice import EFT_TYPE, QUERY_TYPE


class AccountMove(models.Model):
    _inherit = "account.move"

    customer_zone_reminder_ids = fields.One2many(
        "customer.zone.reminder",
        "move_id",
        string="Reminders",
        readonly=True,
        groups=BOOKKEEPERS,
    )

    def _zone_reminder_refusal(self):
        """Return why this overdue invoice gets no reminder now, "" when it gets one.

        :rtype: str
        """
        self.ensure_one()
        customer = self.commercial_partner_id.with_company(self.company_id)
        if not customer._zone_is_open(self.company_id):
            return self.env._("The customer is not allowed into the Customer Zone.")
        if customer.customer_zone_no_reminders:
            return self.env._("The customer gets no reminders.")
        if self.no_followup:
            return self.env._("The invoice is left out of follow-up.")
        if not self.partner_id.email_normalized:
            return self.env._("Nobody of this customer has an e-mail address.")
        if self._zone_payment_under_way():
            return self.env._("A payment is under way.")
        if self._zone_told(QUERY_TYPE, EFT_TYPE):
            return self.env._("Somebody still has to see to what the customer told.")
        return ""

    def _zone_payment_under_way(self):
        """Return whether money for this invoice is coming, or may be at this moment.

        A wire transfer that was only announced may never come.
        """
        self.ensure_one()
        recent = fields.Datetime.now() - timedelta(minutes=DRAFT_MINUTES)
        online = self.transaction_ids.filtered(
            lambda tx: (
                tx.state == "authorized"
                or (tx.state == "pending" and tx.provider_code not in ANNOUNCED_ONLY)
                or (tx.state == "done" and not tx.is_post_processed)
                or (tx.state == "draft" and tx.create_date >= recent)
            )
        )
        # Registered, and booked only when the bank says so.
        registered = self.matched_payment_ids.filtered(
            lambda pay: pay.state in ("in_process", "paid") and not pay.move_id
        )
        return bool(online or registered)

    def _zone_due_amount(self, today):
        """Return what of this overdue invoice is late: all that is open, or a part.

        :param date today: the company's day
        :return: in the invoice's currency
        :rtype: float
        """
        self.ensure_one()
        return self._zone_late_amount(today) or self.amount_residual

    def _zone_send_reminder(self, template, due_date, amount):
        """E-mail a reminder through the mail queue; the message is its log.

        :param template: `mail.template` record of this model
        :param date due_date: what was due then is late
        :param float amount: what is late of the invoice, in its currency
        """
        self.ensure_one()
        author = self.invoice_user_id.partner_id or self.company_id.partner_id
        self.with_context(
            customer_zone_sending="reminder",
            zone_due_date=due_date,
            zone_due_amount=amount,
            mail_notify_force_send=False,
            email_notification_allow_footer=True,
        ).message_post_with_source(
            template,
            author_id=author.id,
            email_layout_xmlid="mail.mail_notification_layout_with_responsible_signature",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
