import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, MissingError
from odoo.tools import SQL

# The field that holds the one document of a link, by the document's model.
DOCUMENT_FIELDS = {"account.move": "move_id", "sale.order": "order_id"}

# One statement, so that two senders at once cannot make two links.
ISSUE_SQL = """
INSERT INTO customer_zone_link AS link (
    company_id, customer_id, recipient_id, scope, move_id, order_id,
    expires_at, create_uid, create_date, write_uid, write_date,
    generation)
VALUES (%(values)s, %(first)s)
ON CONFLICT (
    company_id, customer_id, recipient_id,
    (COALESCE(move_id, 0)), (COALESCE(order_id, 0)))
    WHERE is_merged IS NOT TRUE
DO UPDATE SET
    expires_at = EXCLUDED.expires_at,
    write_uid = EXCLUDED.write_uid,
    write_date = EXCLUDED.write_date,
    generation = link.generation
        + CASE WHEN link.revoked_at IS NULL
            AND link.expires_at > EXCLUDED.write_date
            THEN 0 ELSE 1 END,
    expired_generation = CASE WHEN link.revoked_at IS NULL
        AND link.expires_at <= EXCLUDED.write_date
        THEN link.generation
        WHEN link.revoked_at IS NULL THEN link.expired_generation
        ELSE 0 END,
    revoked_at = NULL
RETURNING id
"""


def first_generation():
    """Return the number from which a new link counts: one that was not before.

    A database that is restored gives the same ids out again. What was signed, granted
    or confirmed for a link that was lost with it does not open the one with its id.
    """
    return secrets.randbelow(2**30) + 1


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
    order_id = fields.Many2one(
        "sale.order",
        string="Quote",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    generation = fields.Integer(
        default=lambda _self: first_generation(), required=True, readonly=True
    )
    expires_at = fields.Datetime(
        string="Expires", required=True, readonly=True, help="In UTC."
    )
    revoked_at = fields.Datetime(string="Withdrawn", readonly=True, help="In UTC.")
    is_merged = fields.Boolean(
        string="From a Merged Contact",
        readonly=True,
        help="E-mailed to a contact that was merged into one with a link of its own. "
        "It goes on as it is; a new e-mail carries the other one.",
    )

    _one_per_recipient = models.UniqueIndex(
        "(company_id, customer_id, recipient_id, "
        "COALESCE(move_id, 0), COALESCE(order_id, 0)) WHERE is_merged IS NOT TRUE",
        "This person already has a link to this customer's documents.",
    )

    @api.model
    def _issue(self, company, customer, recipient, document=None):
        """Return the link of `recipient`, made now or prolonged from now.

        One statement, so that two senders at once cannot make two links. A link that
        was withdrawn or ran out opens again under a new generation: what was sent
        before stays dead.

        :param company: `res.company` record whose documents are shown
        :param customer: commercial `res.partner` record owning the documents
        :param recipient: `res.partner` record the link is handed to
        :param document: the one record of a model in `DOCUMENT_FIELDS` to show, or
            None for the whole account
        :rtype: customer.zone.link (in sudo)
        """
        self.flush_model()
        now = fields.Datetime.now()
        expires_at = now + timedelta(days=company.sudo().customer_zone_link_days)
        column = DOCUMENT_FIELDS[document._name] if document else ""
        move_id = document.id if column == "move_id" else None
        order_id = document.id if column == "order_id" else None
        values = SQL(", ").join(
            [
                SQL("%s", company.id),
                SQL("%s", customer.id),
                SQL("%s", recipient.id),
                SQL("%s", "document" if document else "account"),
                SQL("%s", move_id),
                SQL("%s", order_id),
                SQL("%s", expires_at),
                *(SQL("%s", value) for value in (self.env.uid, now) * 2),
            ]
        )
        ((link_id,),) = self.env.execute_query(
            SQL(ISSUE_SQL, values=values, first=first_generation())
        )
        # Senders need no rights on links; they only ever get the one they issue.
        link_sudo = self.sudo().browse(link_id)
        link_sudo.invalidate_recordset()
        return link_sudo

    def _is_live(self, generation):
        """Return whether the link lets its holder in at this moment.

        Decided from the rows on every request: withdrawal, expiry, the company's and
        the customer's switches and every change of ownership count at once.

        :param int generation: generation the visitor's token or grant was made for
        :rtype: bool
        """
        # Visitors have no rights on links.
        link_sudo = self.sudo()
        return (
            link_sudo._is_standing()
            and link_sudo.generation == generation
            and link_sudo.expires_at > fields.Datetime.now()
        )

    def _is_expired(self, generation):
        """Return whether nothing but its age keeps this generation from working.

        :param int generation: generation the visitor's token or grant was made for
        :rtype: bool
        """
        # Visitors have no rights on links.
        link_sudo = self.sudo()
        if not link_sudo._is_standing():
            return False
        if generation == link_sudo.generation:
            return link_sudo.expires_at <= fields.Datetime.now()
        return bool(generation) and generation == link_sudo.expired_generation

    def _is_standing(self):
        """Return whether the link would work if time did not matter."""
        # Visitors have no rights on links.
        link_sudo = self.sudo()
        if not link_sudo or self._is_neutralized():
            return False
        link_sudo.ensure_one()
        try:
            is_withdrawn = bool(link_sudo.revoked_at)
        except MissingError:
            return False
        customer = link_sudo.customer_id
        return (
            not is_withdrawn
            and customer._zone_is_open(link_sudo.company_id)
            and customer.commercial_partner_id == customer
            and link_sudo._still_belongs()
        )

    def _still_belongs(self):
        """Return whether person or document are still this customer's."""
        if self.scope == "account":
            return self.recipient_id.commercial_partner_id == self.customer_id
        document = self._document()
        return (
            bool(document)
            and document.company_id == self.company_id
            and document._zone_customer() == self.customer_id
        )

    def _document(self):
        """Return the one document this link opens, an empty record for an account."""
        self.ensure_one()
        return self.move_id or self.order_id

    def action_revoke(self):
        """Withdraw these links for good; every page opened with them closes.

        :raise AccessError: for users without the invoicing rights
        """
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(
                self.env._("Only invoicing staff can withdraw Customer Zone links.")
            )
        self.check_access("read")
        self._withdraw()

    def _withdraw(self):
        """Withdraw these links; whoever calls has decided that it may be done."""
        now = fields.Datetime.now()
        # Nobody may write links directly; the caller's checks decide.
        links_sudo = self.sudo()._zone_with_merged()
        for link_sudo in links_sudo.filtered(lambda link: not link.revoked_at):
            link_sudo.write(
                {
                    "revoked_at": now,
                    "generation": link_sudo.generation + 1,
                    "expired_generation": 0,
                }
            )
