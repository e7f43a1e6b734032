import base64

from odoo import api, models
from odoo.fields import Command

from ..statement import Writing

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
        """Queue a statement as a PDF to the address on file of one contact.

        Whether the contact may see it has been decided by the caller.

        :param recipient: `res.partner` with an e-mail address
        :param str url: address of a button in the mail, "" for none
        :return: the queued `mail.mail` record in sudo, empty where nobody can get it
        :raise EngineBusyError: when as many PDFs as may be are being made already
        """
        has_template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        # Visitors have no account; they set off a mail whose words are the seller's.
        mails_sudo = self.env["mail.mail"].sudo()
        if not has_template or not recipient.email_normalized:
            return mails_sudo
        writer = self.with_context(lang=recipient.lang or self.env.lang)
        content = writer._zone_statement_pdf(customer, company, ask)
        mail = writer._zone_statement_words(recipient, customer, company, ask, url)
        attachment = {
            "name": writer._zone_statement_name(customer, ask, "pdf"),
            "datas": base64.b64encode(content),
            "mimetype": "application/pdf",
        }
        return mails_sudo.create(
            {**mail, "attachment_ids": [Command.create(attachment)]}
        )

    def _zone_statement_words(self, recipient, customer, company, ask, url):
        """Return sender, receiver, subject and text of the mail."""
        # The sender is on everything the company sends; the words are the seller's.
        company_sudo = company.sudo()
        template_sudo = self.env.ref(TEMPLATE).sudo()
        rendered = template_sudo.with_context(
            zone_customer=customer.commercial_partner_id.name,
            zone_day=Writing(self.env).day(ask.date_to),
            zone_seller=company_sudo.name,
            zone_url=url,
        )._generate_template(recipient.ids, ("subject", "body_html"))[recipient.id]
        sender = company_sudo.partner_id.email_formatted
        return {
            "subject": rendered["subject"],
            "body_html": rendered["body_html"],
            "email_from": sender or self.env.user.email_formatted,
            "email_to": recipient.email_formatted,
            "auto_delete": True,
        }
