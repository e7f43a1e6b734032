from odoo import api, fields, models
from odoo.fields import Command, Domain

ASKED_PER_DAY = 10
DAY = 24 * 60 * 60


class CustomerZoneChangeRequest(models.Model):
    _name = "customer.zone.change.request"
    _description = "Customer Zone Change Request"
    _order = "id desc"
    _rec_name = "customer_id"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(
        "res.partner", required=True, readonly=True, index=True, ondelete="cascade"
    )
    recipient_id = fields.Many2one(
        "res.partner",
        string="Asked by",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    link_id = fields.Many2one("customer.zone.link", readonly=True, ondelete="set null")
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("approved", "Approved"),
            ("partly", "Partly approved"),
            ("refused", "Refused"),
            ("withdrawn", "Taken back"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )
    line_ids = fields.One2many(
        "customer.zone.change.request.line",
        "request_id",
        string="Changes",
        readonly=True,
    )
    note = fields.Text(string="Customer's Note", readonly=True)
    reason = fields.Text(
        readonly=True, help="Why something was refused; the customer reads it."
    )
    closed_at = fields.Datetime(string="Answered", readonly=True, help="In UTC.")
    closed_by_id = fields.Many2one(
        "res.users", string="Answered by", readonly=True, ondelete="set null"
    )
    activity_id = fields.Many2one("mail.activity", readonly=True, ondelete="set null")

    _one_waiting = models.UniqueIndex(
        "(company_id, customer_id, recipient_id) WHERE state = 'waiting'",
        "This person is already waiting for an answer.",
    )

    @api.model
    def _zone_targets(self, customer, recipient):
        """Return the contact each section of a request is about.

        :param customer: commercial `res.partner` record
        :param recipient: `res.partner` record who asks
        :return: `res.partner` records by section; empty where one is to be made
        :rtype: dict
        """
        found = customer.address_get(["invoice", "delivery"])
        delivery = customer.browse(found["delivery"])
        nobody = customer.browse()
        return {
            "contact": recipient,
            "language": recipient,
            "company": customer,
            "billing": customer.browse(found["invoice"]),
            "delivery": nobody if delivery == customer else delivery,
            "person": nobody,
        }

    @api.model
    def _zone_of(self, visitor_values):
        """Return what one visitor asked for so far, newest first (in sudo).

        :param dict visitor_values: ids under `company_id`, `customer_id`,
            `recipient_id` and `link_id`
        """
        keys = ("company_id", "customer_id", "recipient_id")
        domain = Domain.AND([(key, "=", visitor_values[key])] for key in keys)
        # Visitors have no rights on requests; they see their own.
        return self.sudo().search(domain, limit=11)

    @api.model
    def _zone_may_submit(self, visitor_values):
        """Count one request of this visitor and return whether it may be stored.

        The counter's row also lets one request of a visitor through at a time.
        """
        key = "change-{company_id}-{customer_id}-{recipient_id}".format(
            **visitor_values
        )
        throttle_sudo = self.env["customer.zone.throttle"].sudo()
        return throttle_sudo._take(key, ASKED_PER_DAY, DAY)

    @api.model
    def _zone_submit(self, visitor_values, changes, note=""):
        """Store what a visitor asks for and tell the seller; change nothing else.

        A request that was still waiting is taken back: the new one says it all.

        :param dict visitor_values: see `_zone_of`
        :param list changes: values of the lines, as dicts
        :param str note: plain text from the visitor
        :rtype: customer.zone.change.request (in sudo)
        """
        self._zone_of(visitor_values)._zone_withdraw()
        # Visitors have no account of their own to write with.
        request_sudo = self.sudo().create(
            {
                **{key: value or False for key, value in visitor_values.items()},
                "note": note,
                "line_ids": [Command.create(values) for values in changes],
            }
        )
        request_sudo._zone_tell_seller()
        return request_sudo

    def _zone_withdraw(self):
        """Take back the requests that still wait."""
        for request in self.filtered(lambda one: one.state == "waiting"):
            request.activity_id.unlink()
            request._zone_close("withdrawn")

    def _zone_close(self, state, reason=""):
        """Note how the request ended. Flushed: the next one may follow at once."""
        self.write(
            {
                "state": state,
                "reason": reason,
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
            }
        )
        self.flush_recordset()

    def _zone_tell_seller(self):
        """Give the person in charge one activity on the customer."""
        approver = self._zone_approver()
        request = self.with_context(lang=approver.lang)
        customer = request.customer_id.with_company(self.company_id)
        self.activity_id = customer.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=request.env._("Change of details to approve"),
            note=request._zone_note(),
            user_id=approver.id,
        )

    def _zone_note(self):
        """Return what is asked for, old and new; everything typed stays text."""
        view = self.env["ir.qweb"]
        return view._render("customer_zone.change_request_note", {"asked": self})

    def _zone_approver(self):
        """Return the user to ask: the customer's salesperson, else an accountant."""
        group = "account.group_account_invoice"
        seller = self.customer_id.user_id
        if self.company_id in seller.company_ids and seller.has_group(group):
            return seller
        accountant = self.company_id._zone_accountant()
        return accountant or self.env.ref("base.user_admin")
