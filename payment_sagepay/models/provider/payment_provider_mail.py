from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.mail import email_normalize, email_split_and_format


class PaymentProvider(models.Model):
    """Who is told about a payment that was booked: customer, business, salesperson."""

    _inherit = "payment.provider"

    sagepay_mail_receipt = fields.Boolean(
        string="E-mail a receipt to the customer", default=True
    )
    sagepay_mail_business = fields.Boolean(string="E-mail notification on payment")
    sagepay_mail_user_ids = fields.Many2many(
        "res.users",
        "sagepay_provider_mail_user_rel",
        string="Users to notify",
        domain=[("share", "=", False)],
    )
    sagepay_mail_addresses = fields.Char(
        string="Further addresses",
        help="E-mail addresses with commas between them.",
    )
    sagepay_mail_seller = fields.Boolean(
        string="Tell the salesperson of the invoice", default=True
    )

    @api.constrains("sagepay_mail_addresses")
    def _check_sagepay_mail_addresses(self):
        """Refuse addresses nothing could be sent to."""
        for provider in self:
            for part in filter(
                None, map(str.strip, (provider.sagepay_mail_addresses or "").split(","))
            ):
                if not email_normalize(part):
                    raise ValidationError(
                        self.env._(
                            "%(text)s is not an e-mail address. Put commas between "
                            "several addresses.",
                            text=part,
                        )
                    )

    def _sagepay_wants_mail(self):
        """Tell whether anybody is to be told about a payment."""
        self.ensure_one()
        return bool(
            self.sagepay_mail_receipt
            or self.sagepay_mail_seller
            or self._sagepay_business_addresses()
        )

    def _sagepay_business_addresses(self):
        """Return the formatted addresses of the business to notify, each once.

        When nobody is chosen it is the address of the company.
        """
        self.ensure_one()
        if not self.sagepay_mail_business:
            return []
        users = self.sagepay_mail_user_ids.filtered("email")
        texts = [
            *users.mapped("email_formatted"),
            *email_split_and_format(self.sagepay_mail_addresses or ""),
        ]
        texts = texts or list(filter(None, [self.company_id.email_formatted]))
        return list({email_normalize(text): text for text in reversed(texts)}.values())

    def _sagepay_report_wrong_keys(self, answer):
        """Tell the administrators once that the keys in use are not accepted.

        Keys that failed are not checked again by themselves, so this is said once.
        """
        addresses = self._sagepay_business_addresses() or self._sagepay_administrators()
        if not addresses:
            return
        words = self.env._(
            "The daily check of the Sage Pay keys of %(company)s failed. %(reason)s "
            "Customers may not be able to pay. Open the Sage Pay settings and press "
            "Check.",
            company=self.company_id.name,
            reason=answer.message,
        )
        self.env["mail.mail"].create(
            {
                "subject": self.env._("Sage Pay keys need attention"),
                "body_html": Markup("<p>%s</p>") % words,
                "email_from": self.company_id.email_formatted
                or self.env.user.email_formatted,
                "email_to": ", ".join(addresses),
            }
        )

    def _sagepay_administrators(self):
        """Return the formatted addresses of this company's administrators."""
        users = self.env["res.users"].search(
            [
                ("all_group_ids", "in", self.env.ref("base.group_system").ids),
                ("company_ids", "in", self.company_id.ids),
                ("share", "=", False),
            ]
        )
        return users.filtered("email").mapped("email_formatted")
