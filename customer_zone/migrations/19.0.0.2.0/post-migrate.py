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
# Its text has to tell approved lines from refused ones.
TEMPLATE = "customer_zone.mail_template_change_answer"


def migrate(cr, version):
    """Say of past activity whose it was; renew an e-mail that nobody has edited."""
    if not version:
        return
    cr.execute(SQL(STRANGERS))
    template = api.Environment(cr, SUPERUSER_ID, {}).ref(TEMPLATE, False)
    if template and template.write_date == template.create_date:
        template.reset_template()
