from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, hash_sign, str2bool, verify_hash_signed

TOKEN_SCOPE = "customer_zone.link"
# A signature cannot be prolonged, so it outlives the row, which decides.
TOKEN_HOURS = 3 * 365 * 24
TOKEN_MAX_LENGTH = 300


class CustomerZoneLink(models.Model):
    _name = "customer.zone.link"
    _description = "Customer Zone Link"
    _order = "expires_at desc, id desc"
    _rec_name = "recipient_id"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(
        "res.partner",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="The customer whose documents the link opens.",
    )
    recipient_id = fields.Many2one(
        "res.partner",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="The person the link was e-mailed to.",
    )
    scope = fields.Selection(
        [("account", "Whole account"), ("document", "One document")],
        default="account",
        required=True,
        readonly=True,
    )
    move_id = fields.Many2one(
        "account.move", string="Document", readonly=True, ondelete="cascade", index=True
    )
    generation = fields.Integer(default=1, required=True, readonly=True)
    expires_at = fields.Datetime(
        string="Expires", required=True, readonly=True, help="In UTC."
    )
    revoked_at = fields.Datetime(string="Withdrawn", readonly=True, help="In UTC.")

    _one_per_recipient = models.UniqueIndex(
        "(company_id, customer_id, recipient_id, COALESCE(move_id, 0))",
        "This person already has a link to this customer's documents.",
    )

    @api.model
    def _issue(self, company, customer, recipient, move=None):
        """Return the link of `recipient`, made now or prolonged from now.

        One statement, so that two senders at once cannot make two links. A link that
        was withdrawn opens again under a new generation: what was sent before the
        withdrawal stays dead.

        :param company: `res.company` record whose documents are shown
        :param customer: commercial `res.partner` record owning the documents
        :param recipient: `res.partner` record the link is handed to
        :param move: the one `account.move` to show, or None for the whole account
        :rtype: customer.zone.link (in sudo)
        """
        self.flush_model()
        now = fields.Datetime.now()
        expires_at = now + timedelta(days=company.sudo().customer_zone_link_days)
        values = SQL(", ").join(
            [
                SQL("%s", company.id),
                SQL("%s", customer.id),
                SQL("%s", recipient.id),
                SQL("%s", "document" if move else "account"),
                SQL("%s", move.id if move else None),
                SQL("%s", expires_at),
                *(SQL("%s", value) for value in (self.env.uid, now) * 2),
            ]
        )
        ((link_id,),) = self.env.execute_query(
            SQL(
                """
                INSERT INTO customer_zone_link AS link (
                    company_id, customer_id, recipient_id, scope, move_id, expires_at,
                    create_uid, create_date, write_uid, write_date, generation)
                VALUES (%(values)s, 1)
                ON CONFLICT (
                    company_id, customer_id, recipient_id, (COALESCE(move_id, 0)))
                DO UPDATE SET
                    expires_at = EXCLUDED.expires_at,
                    write_uid = EXCLUDED.write_uid,
                    write_date = EXCLUDED.write_date,
                    generation = link.generation
                        + CASE WHEN link.revoked_at IS NULL THEN 0 ELSE 1 END,
                    revoked_at = NULL
                RETURNING id
                """,
                values=values,
            )
        )
        # Senders need no rights on links; they only ever get the one they issue.
        link_sudo = self.sudo().browse(link_id)
        link_sudo.invalidate_recordset()
        return link_sudo

    def _zone_url(self, document=None):
        """Return the absolute address to send to the recipient, never stored.

        :param document: record of a `customer.zone.document.mixin` model to open first
        :return: `<base>/zone/l/<token>`
        """
        self.ensure_one()
        payload = [
            self.id,
            self.generation,
            document._zone_document_key() if document else "",
        ]
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
        # Visitors have no account; the signature is what lets them in.
        links_sudo = self.sudo()
        nothing = links_sudo.browse(), ""
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
        if not link or link.generation != generation:
            return nothing
        return link, document_key

    @api.model
    def _is_neutralized(self):
        """Return whether this database is a copy on which no link may work."""
        # Parameters are closed to visitors.
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        return str2bool(parameters_sudo.get_param("database.is_neutralized"), False)

    def _is_live(self, generation):
        """Return whether the link lets its holder in at this moment.

        Decided from the rows on every request: withdrawal, expiry, the company's and
        the customer's switches and every change of ownership count at once.

        :param int generation: generation the visitor's token or grant was made for
        :rtype: bool
        """
        return self._is_standing(generation) and (
            self.sudo().expires_at > fields.Datetime.now()
        )

    def _is_expired(self, generation):
        """Return whether nothing but its age keeps the link from working."""
        return self._is_standing(generation) and not self._is_live(generation)

    def _is_standing(self, generation):
        """Return whether the link would work if time did not matter."""
        # Visitors have no rights on links.
        link_sudo = self.sudo().exists()
        if not link_sudo or self._is_neutralized():
            return False
        link_sudo.ensure_one()
        customer = link_sudo.customer_id
        return (
            link_sudo.generation == generation
            and not link_sudo.revoked_at
            and customer._zone_is_open(link_sudo.company_id)
            and customer.commercial_partner_id == customer
            and link_sudo._still_belongs()
        )

    def _still_belongs(self):
        """Return whether person or document are still this customer's."""
        if self.scope == "account":
            return self.recipient_id.commercial_partner_id == self.customer_id
        return (
            self.move_id.company_id == self.company_id
            and self.move_id.commercial_partner_id == self.customer_id
        )

    def action_revoke(self):
        """Withdraw these links for good; every page opened with them closes.

        :raise AccessError: for users without the invoicing rights
        """
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(
                self.env._("Only invoicing staff can withdraw Customer Zone links.")
            )
        self.check_access("read")
        now = fields.Datetime.now()
        # Nobody may write links directly; the checks above decide.
        for link_sudo in self.sudo().filtered(lambda link: not link.revoked_at):
            link_sudo.write({"revoked_at": now, "generation": link_sudo.generation + 1})
