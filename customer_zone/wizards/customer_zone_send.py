from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command


class CustomerZoneSend(models.TransientModel):
    _name = "customer.zone.send"
    _description = "Send a Customer Zone Link"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    customer_id = fields.Many2one("res.partner", required=True, readonly=True)
    recipient_ids = fields.Many2many(
        "res.partner",
        string="Recipients",
        domain="[('commercial_partner_id', '=', customer_id), ('email', '!=', False)]",
        help="Each of them gets a link of their own to the whole account.",
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        help="Empty: each recipient's own language.",
    )
    template_id = fields.Many2one(
        "mail.template",
        required=True,
        domain="[('model', '=', 'customer.zone.link'), "
        "('body_html', 'ilike', 'zone_url')]",
        default=lambda self: self.env.ref(
            "customer_zone.mail_template_link", raise_if_not_found=False
        ),
    )

    @api.model
    def default_get(self, fields):
        """Propose whoever gets the customer's invoices."""
        values = super().default_get(fields)
        partner = self.env["res.partner"].browse(
            values.get("customer_id") or self.env.context.get("active_id")
        )
        customer = partner.commercial_partner_id
        values["customer_id"] = customer.id
        chosen = partner if partner != customer else customer.browse()
        chosen = chosen or customer.browse(customer.address_get(["invoice"])["invoice"])
        if chosen.email_normalized:
            values["recipient_ids"] = [Command.set(chosen.ids)]
        return values

    def action_send(self):
        """Queue one e-mail for each recipient, with a link of their own.

        :return: an `ir.actions.client` dictionary that says so
        :raise AccessError: for users without the invoicing rights
        :raise UserError: where the zone is closed, or somebody cannot get a link
        """
        self.ensure_one()
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(
                self.env._("Only invoicing staff can send Customer Zone links.")
            )
        self._zone_check()
        links = self.env["customer.zone.link"]
        for recipient in self.recipient_ids:
            link_sudo = links._issue(self.company_id, self.customer_id, recipient)
            self._zone_send(link_sudo)
        names = ", ".join(self.recipient_ids.mapped("name"))
        message = self.env._("Customer Zone link sent to %(names)s.", names=names)
        # The log says who got a link; the address itself is in the mail alone.
        self.customer_id.sudo()._message_log(body=message)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _zone_send(self, link_sudo):
        """Queue the e-mail with one link."""
        if self.lang:
            link_sudo = link_sudo.with_context(template_preview_lang=self.lang)
        # Whoever may send a link may use the seller's words for it.
        template_sudo = self.template_id.sudo().with_env(link_sudo.env)
        link_sudo._zone_mail_with(template_sudo, zone_url=link_sudo._zone_url())

    def _zone_check(self):
        """Let no link be sent that would not open, or to anybody else's contact.

        :raise UserError: with the reason
        """
        if self.company_id not in self.env.companies:
            raise UserError(self.env._("This is about another company."))
        if not self.customer_id._zone_is_open(self.company_id):
            raise UserError(
                self.env._(
                    "%(customer)s may not view invoices online: allow it on the form "
                    "first.",
                    customer=self.customer_id.display_name,
                )
            )
        if not self.recipient_ids:
            raise UserError(self.env._("Please choose who gets a link."))
        foreign = self.recipient_ids.filtered(
            lambda one: one.commercial_partner_id != self.customer_id
        )
        silent = self.recipient_ids.filtered(lambda one: not one.email_normalized)
        if foreign or silent:
            raise UserError(
                self.env._(
                    "No link can be sent to %(names)s: not a contact of this customer, "
                    "or without an e-mail address.",
                    names=", ".join((foreign | silent).mapped("display_name")),
                )
            )
        if self.template_id.model != "customer.zone.link":
            raise UserError(self.env._("This template is about something else."))
