from urllib.parse import urlsplit

from odoo import api, http, models

from .payment_provider_health import Finding


class PaymentProvider(models.Model):
    """Whether what Sage Pay posts reaches this database. (O-07)"""

    _inherit = "payment.provider"

    def _sagepay_address_findings(self):
        """Add what the server does with the host name of the addresses."""
        yield from super()._sagepay_address_findings()
        if self._sagepay_is_one_of_several_databases():
            text = self.env._(
                "Under the address of this Odoo the server does not know which of its "
                "databases is meant: what Sage Pay posts is refused, or reaches "
                "another one. Set dbfilter so that the host name leads to this "
                "database alone."
            )
            yield Finding("databases", "danger", text)

    @api.model
    def _sagepay_is_one_of_several_databases(self):
        """Tell whether a post without a session may miss this database.

        A proxy that names the database in each request is believed: the request in
        which this is asked came through it.
        """
        if http.request and http.request.httprequest.headers.get("X-Odoo-Database"):
            return False
        host = urlsplit(self._sagepay_callback_urls()["notify"]).netloc
        return http.db_list(force=True, host=host) != [self.env.cr.dbname]
