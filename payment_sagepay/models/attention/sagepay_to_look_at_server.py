from odoo import api, fields, models
from odoo.tools import SQL

from ... import const


class SagepayToLookAt(models.Model):
    """What is wrong with the server belongs on the list as well: money is late."""

    _inherit = "sagepay.to.look.at"

    @api.model
    def _sources(self):
        """Add one line per company while notices may miss this database."""
        return [*super()._sources(), self._source_databases()]

    @api.model
    def _source_databases(self):
        """Select the companies whose notices may reach another database (O-07)."""
        # Nobody's own: how the server is set up.
        providers_sudo = self.env["payment.provider"].sudo()
        return SQL(
            """
            SELECT p.id * 10 + 4, 'databases', NULL, NULL,
                   NULL, %(now)s, %(now)s, 1,
                   NULL::numeric, NULL::numeric, NULL::integer, p.company_id,
                   NULL::integer, NULL::integer, NULL::integer
              FROM payment_provider p
             WHERE p.code = %(code)s AND p.state != 'disabled' AND %(several)s
            """,
            now=fields.Datetime.now(),
            code=const.PROVIDER_CODE,
            several=providers_sudo._sagepay_is_one_of_several_databases(),
        )
