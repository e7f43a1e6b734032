from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, sql


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "customer.zone.document.mixin"]

    # Staff alone read and set these; customers see their own page, not our notes.
    customer_zone_online_payment = fields.Boolean(
        string="Allow Online Payment",
        default=True,
        copy=False,
        groups="base.group_user",
        help="The customer can pay this invoice from the Customer Zone.",
    )
    customer_zone_offered = fields.Boolean(
        compute="_compute_customer_zone_offered", groups="base.group_user"
    )

    def _auto_init(self):
        """Let old invoices be payable without touching one row of them."""
        self._zone_add_payment_column()
        return super()._auto_init()

    def _zone_add_payment_column(self):
        """Add the column of the payment switch, true in every row there is."""
        table, column = self._table, "customer_zone_online_payment"
        if not sql.column_exists(self.env.cr, table, column):
            identifiers = (SQL.identifier(table), SQL.identifier(column))
            # A constant default is kept in the catalogue: no rewrite of the table.
            self.env.cr.execute(
                SQL("ALTER TABLE %s ADD COLUMN %s bool DEFAULT true", *identifiers)
            )
            self.env.cr.execute(
                SQL("ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT", *identifiers)
            )

    @api.depends("company_id", "commercial_partner_id", "move_type")
    def _compute_customer_zone_offered(self):
        """Tell whether this is an invoice its customer may see in the zone."""
        for move in self:
            move.customer_zone_offered = (
                move.move_type == "out_invoice"
                and move.commercial_partner_id._zone_is_open(move.company_id)
            )

    @api.model
    def _zone_documents_domain(self, customer, company):
        """Return the one domain of the invoices a customer can see in the zone.

        Every list, count, page, PDF and payment starts from it.

        :param customer: commercial `res.partner` record
        :param company: `res.company` record
        :rtype: Domain
        """
        return self._zone_posted_domain(customer, company, "out_invoice")

    @api.model
    def _zone_posted_domain(self, customer, company, move_type):
        """Return the domain of a customer's posted documents of one type.

        :param customer: commercial `res.partner` record
        :param company: `res.company` record
        :rtype: Domain
        """
        return (
            Domain("commercial_partner_id", "=", customer.id)
            & Domain("company_id", "=", company.id)
            & Domain("move_type", "=", move_type)
            & Domain("state", "=", "posted")
        )

    def _zone_document_key(self):
        """Return `invoice-<id>`, the name of this invoice inside a link."""
        self.ensure_one()
        return f"invoice-{self.id}"

    def _zone_customer(self):
        """Return the customer this document belongs to."""
        return self.commercial_partner_id

    def _zone_is_visible(self):
        """Return whether the invoice is in the zone's list of documents."""
        self.ensure_one()
        return self.move_type == "out_invoice" and self.state == "posted"

    def _zone_concerns_customer(self):
        """Return whether this is a document on the sales side."""
        self.ensure_one()
        return self.is_sale_document(include_receipts=True)

    def _zone_folder(self):
        """Return the place of invoices in a zone address."""
        return "invoices"

    def _zone_seller(self):
        """Return the salesperson of the invoice."""
        return self.invoice_user_id

    @api.model
    def _zone_concerned_domain(self):
        """Return the domain of the documents on the sales side."""
        sales = self.get_sale_types(include_receipts=True)
        return Domain("move_type", "in", sales)

    def _zone_button_title(self):
        """Offer payment in the e-mail only while the invoice can be paid online."""
        # Payment state and transactions are not readable for every sender.
        move_sudo = self.sudo()
        served = move_sudo.env["payment.provider"]._zone_served_currencies(
            move_sudo.company_id
        )
        is_served = served is None or self.currency_id.id in served
        if is_served and move_sudo._has_to_be_paid():
            return self.env._("View and pay your invoice")
        return self.env._("View your invoice")

    def _notify_get_recipients_classify(
        self, message, recipients_data, model_description, msg_vals=False
    ):
        """Give each contact of the customer the link issued to that contact alone."""
        groups, others = self._zone_split_recipients(message, recipients_data, msg_vals)
        return groups + super()._notify_get_recipients_classify(
            message, others, model_description, msg_vals=msg_vals
        )
