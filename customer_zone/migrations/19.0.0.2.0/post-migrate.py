from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

# Until 19.0.0.1.0 a row did not say whether the customer or somebody who was added to
# an e-mail by hand had looked, so every row counted as the customer.
STRANGERS = """
UPDATE customer_zone_event e
   SET is_customer = FALSE
  FROM res_partner p
 WHERE p.id = e.recipient_id
   AND p.commercial_partner_id != e.customer_id
   AND e.is_customer IS DISTINCT FROM FALSE
"""
# Until then a quote kept both when it became a draft again.
OLD_DECLINES = """
UPDATE sale_order
   SET customer_zone_declined_on = NULL, customer_zone_decline_reason = NULL
 WHERE customer_zone_declined_on IS NOT NULL
   AND state != 'cancel'
"""
UNSENT_DRAFTS = """
UPDATE sale_order
   SET customer_zone_sent_on = NULL
 WHERE customer_zone_sent_on IS NOT NULL
   AND state = 'draft'
"""


def migrate(cr, version):
    """Say of past activity whose it was; renew e-mails that nobody has edited.

    Quotes that are open again forget that they were declined or sent before.
    """
    if not version:
        return
    for statement in (STRANGERS, OLD_DECLINES, UNSENT_DRAFTS):
        cr.execute(SQL(statement))
    _renew_mails(api.Environment(cr, SUPERUSER_ID, {}))


def _renew_mails(env):
    """Give e-mails that nobody has edited the texts of this version."""
    domain = [("module", "=", "customer_zone"), ("model", "=", "mail.template")]
    rows = env["ir.model.data"].search(domain)
    templates = env["mail.template"].browse(rows.mapped("res_id")).exists()
    for template in templates:
        if template.write_date == template.create_date:
            template.reset_template()
