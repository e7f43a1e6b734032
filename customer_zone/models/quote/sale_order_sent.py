from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Quotes and orders that were put before their customer before this field was there:
# they are waiting, were signed online, or an e-mail about them went to a contact.
SHARED_BEFORE = """
UPDATE sale_order o
   SET customer_zone_shared = TRUE
  FROM res_partner c
 WHERE c.id = o.partner_id
   AND (o.state = 'sent' OR o.signed_on IS NOT NULL OR EXISTS (
        SELECT 1 FROM mail_message m
          JOIN mail_notification n ON n.mail_message_id = m.id
          JOIN res_partner p ON p.id = n.res_partner_id
         WHERE m.model = 'sale.order' AND m.res_id = o.id
           AND n.notification_type = 'email'
           AND p.commercial_partner_id = c.commercial_partner_id))
"""


class SaleOrder(models.Model):
    _inherit = "sale.order"

    # Staff alone read this; customers see their own page, not our notes.
    customer_zone_shared = fields.Boolean(
        string="Sent to Customer",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="The quote or order was sent to its customer, not merely confirmed.",
    )

    def _init_column(self, column_name):
        """Tell which quotes of a business that already runs were sent."""
        if column_name != "customer_zone_shared":
            return super()._init_column(column_name)
        return self.env.cr.execute(SQL(SHARED_BEFORE))

    @api.model_create_multi
    def create(self, vals_list):
        """Mark quotes that are made as sent."""
        return super().create(
            [
                {"customer_zone_shared": True, **vals}
                if vals.get("state") == "sent"
                else vals
                for vals in vals_list
            ]
        )

    def write(self, vals):
        """Mark quotes when they become sent."""
        if vals.get("state") == "sent":
            vals = {"customer_zone_shared": True, **vals}
        return super().write(vals)

    def _zone_mark_shared(self):
        """Mark the quote as put before its customer."""
        # Whoever writes to a customer need not have the right to change quotes.
        order_sudo = self.sudo()
        if not order_sudo.customer_zone_shared:
            order_sudo.customer_zone_shared = True
        return super()._zone_mark_shared()

    def _zone_sending_kind(self):
        """Take core's own word for it that this e-mail sends the quote."""
        if self.env.context.get("mark_so_as_sent"):
            return "sent"
        return super()._zone_sending_kind()

    @api.model
    def _zone_documents_domain(self, customer, company):
        """Leave out what was not sent yet, where the company asks so."""
        domain = super()._zone_documents_domain(customer, company)
        # Visitors do not read companies; the switch decides what they see.
        if company.sudo().customer_zone_sent_only:
            domain &= Domain("customer_zone_shared", "=", True)
        return domain
