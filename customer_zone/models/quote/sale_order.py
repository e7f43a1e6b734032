from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain

# Once in one of these states a quote has been put before its customer.
SHOWN_STATES = ("sent", "sale")
# What is true of one offer only, not of the draft it is turned into again.
OF_THE_OFFER = (
    "customer_zone_sent_on",
    "customer_zone_declined_on",
    "customer_zone_decline_reason",
)


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "customer.zone.document.mixin"]

    # Staff alone read these; customers see their own page, not our notes.
    customer_zone_sent_on = fields.Datetime(
        string="First Sent to Customer",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="When the quote was sent or confirmed for the first time since it was a "
        "draft (UTC). A quote that was cancelled before that is not shown to the "
        "customer.",
    )
    customer_zone_declined_on = fields.Datetime(
        string="Declined by Customer",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="When the customer declined the quote in the Customer Zone (UTC).",
    )
    customer_zone_decline_reason = fields.Text(
        string="Reason for Declining",
        copy=False,
        readonly=True,
        groups="base.group_user",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Note the time for quotes that are made as sent or confirmed at once."""
        now = fields.Datetime.now()
        return super().create(
            [
                {"customer_zone_sent_on": now, **vals}
                if vals.get("state") in SHOWN_STATES
                else vals
                for vals in vals_list
            ]
        )

    def write(self, vals):
        """Note when a quote is put before its customer for the first time.

        One that is a draft again begins anew: what it becomes was neither sent nor
        declined yet.
        """
        if vals.get("state") == "draft":
            vals = {**dict.fromkeys(OF_THE_OFFER, False), **vals}
        result = super().write(vals)
        if vals.get("state") in SHOWN_STATES:
            # A payment or a signature may confirm without rights on the order.
            fresh_sudo = self.sudo().filtered(lambda one: not one.customer_zone_sent_on)
            if fresh_sudo:
                fresh_sudo.write({"customer_zone_sent_on": fields.Datetime.now()})
        return result

    @api.model
    def _zone_documents_domain(self, customer, company):
        """Return the one domain of the quotes a customer can see in the zone.

        Every list, count, page, PDF and answer starts from it. Drafts are never in
        it, and cancelled quotes only when the customer had seen them before.

        :param customer: commercial `res.partner` record
        :param company: `res.company` record
        :rtype: Domain
        """
        shown = Domain("state", "in", SHOWN_STATES) | (
            Domain("state", "=", "cancel")
            & Domain("customer_zone_sent_on", "!=", False)
        )
        return (
            Domain("customer_zone_customer_id", "=", customer.id)
            & Domain("company_id", "=", company.id)
            & shown
        )

    @api.model
    def _zone_expired_domain(self):
        """Return the domain of unanswered quotes whose validity has run out."""
        # The same day as core's own test for expiry.
        return Domain("state", "=", "sent") & Domain(
            "validity_date", "<", fields.Date.today()
        )

    @api.model
    def _zone_open_domain(self):
        """Return the domain of the quotes that wait for the customer's answer."""
        return Domain("state", "=", "sent") & ~self._zone_expired_domain()

    def _zone_document_key(self):
        """Return `quote-<id>`, the name of this quote inside a link."""
        self.ensure_one()
        return f"quote-{self.id}"

    def _zone_is_visible(self):
        """Return whether the quote is in the zone's list of documents."""
        self.ensure_one()
        # The sender of a message may not be allowed to read every field.
        was_sent = self.state == "cancel" and self.sudo().customer_zone_sent_on
        return self.state in SHOWN_STATES or bool(was_sent)

    def _zone_concerns_customer(self):
        """Return True: quotes and orders are always a customer's."""
        return True

    def _zone_folder(self):
        """Return the place of quotes in a zone address."""
        return "quotes"

    def _zone_customer_files(self):
        """Return the product documents core shows with this quote."""
        files = self._get_product_documents().ir_attachment_id
        return files.filtered(lambda file: file.type == "binary")

    def _zone_seller(self):
        """Return the user who looks after this quote."""
        return self.user_id

    def _zone_button_title(self):
        """Say in the e-mail what the quote asks for: an answer, or a look."""
        # Transactions are not readable for every sender.
        order_sudo = self.sudo()
        if order_sudo._has_to_be_signed() or order_sudo._has_to_be_paid():
            return self.env._("View and accept your quote")
        if self.state == "sale":
            return self.env._("View your order")
        return self.env._("View your quote")

    def _notify_get_recipients_classify(
        self, message, recipients_data, model_description, msg_vals=False
    ):
        """Give each contact of the customer the link issued to that contact alone."""
        groups, others = [], recipients_data
        # A pro forma invoice is no quote to be answered: it carries no button.
        if not self.env.context.get("proforma"):
            groups, others = self._zone_split_recipients(
                message, recipients_data, msg_vals
            )
        return groups + super()._notify_get_recipients_classify(
            message, others, model_description, msg_vals=msg_vals
        )

    def _zone_note_view(self, event):
        """Tell the followers once a day that the customer looked at the quote.

        Whoever was added to an e-mail by hand is not the customer.

        :param event: `customer.zone.event` of this look
        """
        self.ensure_one()
        if not event.is_customer or self.state != "sent":
            return
        seen_today = event.search_count(
            [
                ("order_id", "=", self.id),
                ("kind", "=", "view"),
                ("is_customer", "=", True),
                ("happened_at", ">=", fields.Date.today()),
                ("id", "!=", event.id),
            ],
            limit=1,
        )
        if not seen_today:
            self._zone_tell_viewed()

    def _zone_tell_viewed(self):
        """Post that the customer looked, in the words of the seller's own language."""
        language = self.user_id.partner_id.lang or self.company_id.partner_id.lang
        # Visitors have no name here: it is the system that tells.
        order = self.with_user(SUPERUSER_ID).with_context(lang=language)
        order.message_post(
            body=order.env._("Quotation viewed by the customer."),
            message_type="notification",
            subtype_xmlid="sale.mt_order_viewed",
        )
