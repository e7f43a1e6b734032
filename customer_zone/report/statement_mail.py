from odoo import api, models
from odoo.fields import Command

from ..models.document.placeholder import write_link
from ..statement import Writing
from .delivery import Delivery

TEMPLATE = "customer_zone.mail_template_statement"
SENT_PER_HOUR, SENT_PER_DAY = 5, 20
HOUR, DAY = 60 * 60, 24 * 60 * 60


class CustomerZoneStatement(models.AbstractModel):
    _inherit = "customer.zone.statement"

    @api.model
    def _zone_statement_may_mail(self, recipient):
        """Count one wish to be e-mailed a statement; False after too many of them."""
        # Visitors have no rights on counters; they only count themselves.
        throttle = self.env["customer.zone.throttle"].sudo()
        key = f"statement-mail-{recipient.id}"
        return throttle._take(f"{key}-hour", SENT_PER_HOUR, HOUR) and throttle._take(
            f"{key}-day", SENT_PER_DAY, DAY
        )

    @api.model
    def _zone_statement_mail(self, recipient, customer, company, ask, url=""):
        """Queue a statement as a PDF to a contact who asks for it in the zone.

        Whether the contact may see it has been decided by the caller.

        :param recipient: `res.partner` with an e-mail address
        :param str url: address of a button in the mail, "" for none
        :return: the queued `mail.mail` record in sudo, empty where nobody can get it
        :raise EngineBusyError: when as many PDFs as may be are being made already
        """
        has_template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        if not has_template or not recipient.email_normalized:
            return self.env["mail.mail"].sudo()
        mail, _sent = self._zone_statement_deliver(
            Delivery(
                customer=customer.commercial_partner_id,
                company=company,
                recipient=recipient,
                ask=ask,
                how="zone",
                url=url,
            )
        )
        return mail

    @api.model
    def _zone_statement_deliver(self, delivery):
        """Queue a statement and keep what was sent, both or neither.

        Who may be sent it has been decided by the caller.

        :param delivery: `Delivery`
        :return: the queued `mail.mail` and the `customer.zone.statement.sent`, in sudo
        :raise EngineBusyError: when as many PDFs as may be are being made already
        """
        recipient = delivery.recipient
        writer = self.with_context(lang=recipient.lang or self.env.lang)
        sent_sudo = writer._zone_statement_keep(delivery)
        # Visitors have no account; they set off a mail whose words are the seller's.
        mail_sudo = (
            self.env["mail.mail"]
            .sudo()
            .create(
                {
                    **writer._zone_statement_words(delivery, sent_sudo),
                    "attachment_ids": [Command.set(sent_sudo.attachment_id.ids)],
                }
            )
        )
        return mail_sudo, sent_sudo

    def _zone_statement_words(self, delivery, sent_sudo):
        """Return sender, receiver, subject and text of the mail."""
        # The sender is on everything the company sends; the words are the seller's.
        company_sudo = delivery.company.sudo()
        recipient, writing = delivery.recipient, Writing(self.env)
        template_sudo = (delivery.template or self.env.ref(TEMPLATE)).sudo()
        rendered = template_sudo.with_context(
            lang=self.env.lang,
            zone_customer=delivery.customer.sudo().name,
            zone_day=writing.day(delivery.ask.date_to),
            zone_first_day=writing.day(delivery.ask.date_from),
            zone_balance=sent_sudo.with_context(lang=self.env.lang).balance_text,
            zone_seller=company_sudo.name,
            zone_url=delivery.url,
            zone_attached=delivery.with_pdf,
        )._generate_template(recipient.ids, ("subject", "body_html"))[recipient.id]
        sender = company_sudo.partner_id.email_formatted
        return {
            "subject": rendered["subject"],
            # Without a link there is nothing the placeholder could become.
            "body_html": write_link(rendered["body_html"], delivery.url)
            if delivery.url
            else rendered["body_html"],
            "email_from": sender or self.env.user.email_formatted,
            "email_to": recipient.email_formatted,
            "auto_delete": True,
        }
