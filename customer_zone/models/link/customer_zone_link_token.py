from odoo import api, models
from odoo.tools import hash_sign, str2bool, verify_hash_signed

TOKEN_SCOPE = "customer_zone.link"
# A signature cannot be prolonged, so it outlives the row, which decides: twice the
# longest life a company can set, so that old links still lead to a fresh one.
TOKEN_HOURS = 2 * 3650 * 24
TOKEN_MAX_LENGTH = 300


class CustomerZoneLink(models.Model):
    _inherit = "customer.zone.link"

    def _zone_url(self, document=None):
        """Return the absolute address to send to the recipient, never stored.

        :param document: record of a `customer.zone.document.mixin` model to open first
        :return: `<base>/zone/l/<token>`
        """
        self.ensure_one()
        return self._zone_url_of(document._zone_document_key() if document else "")

    def _zone_url_of(self, document_key):
        """Return the absolute address that opens the document with this key.

        :param str document_key: e.g. `invoice-12`, or "" for the first page
        """
        payload = [self.id, self.generation, document_key]
        # Signing reads the database secret, which is closed to everybody.
        token = hash_sign(
            self.sudo().env, TOKEN_SCOPE, payload, expiration_hours=TOKEN_HOURS
        )
        return f"{self.get_base_url()}/zone/l/{token}"

    @api.model
    def _read_token(self, token):
        """Return the link a token was signed for, whether or not it is still live.

        :param str token: last part of a `/zone/l/` address, from outside
        :return: (link in sudo, document key such as `invoice-12` or ""); the link is
            empty for anything malformed, forged, unknown or of an older generation
        """
        link, generation, document_key = self._unpack_token(token)
        if link.generation != generation:
            return link.browse(), ""
        return link, document_key

    @api.model
    def _unpack_token(self, token):
        """Return what a token was signed for; its generation decides nothing yet.

        :param str token: last part of a `/zone/l/` address, from outside
        :return: (link in sudo, generation, document key); the link is empty and the
            generation 0 for anything malformed, forged or unknown
        """
        # Visitors have no account; the signature is what lets them in.
        links_sudo = self.sudo()
        nothing = links_sudo.browse(), 0, ""
        if not token or len(token) > TOKEN_MAX_LENGTH or self._is_neutralized():
            return nothing
        try:
            payload = verify_hash_signed(links_sudo.env, TOKEN_SCOPE, token)
        except ValueError:
            return nothing
        if not payload:
            return nothing
        link_id, generation, document_key = payload
        link = links_sudo.browse(link_id).exists()
        return (link, generation, document_key) if link else nothing

    @api.model
    def _is_neutralized(self):
        """Return whether this database is a copy on which no link may work."""
        # Parameters are closed to visitors.
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        return str2bool(parameters_sudo.get_param("database.is_neutralized"), False)
