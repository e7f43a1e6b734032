from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..report.delivery import Delivery
from ..report.engine_slots import EngineBusyError
from ..report.statement_mail import TEMPLATE
from ..statement import Ask, Kind, company_today


class CustomerZoneStatementSend(models.TransientModel):
    _name = "customer.zone.statement.send"
    _description = "Print or Send a Statement of Account"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    customer_ids = fields.Many2many(
        "res.partner",
        relation="customer_zone_statement_send_customer_rel",
        string="Customers",
        required=True,
        readonly=True,
    )
    customer_id = fields.Many2one("res.partner", compute="_compute_customer")
    customer_count = fields.Integer(compute="_compute_customer")
    kind = fields.Selection(
        [("open", "What is owed"), ("activity", "All activity")],
        string="Statement Of",
        required=True,
        default="open",
    )
    date_from = fields.Date(
        string="From", help="Empty: from the customer's first entry."
    )
    date_to = fields.Date(
        string="As At",
        required=True,
        default=lambda self: company_today(self.env.company),
        help="The statement is true at the end of this day.",
    )
    recipient_ids = fields.Many2many(
        "res.partner",
        relation="customer_zone_statement_send_recipient_rel",
        string="Recipients",
        domain="[('commercial_partner_id', '=', customer_id), ('email', '!=', False)]",
        help="Each of them gets an e-mail of their own.",
    )
    with_pdf = fields.Boolean(string="Attach the PDF", default=True)
    template_id = fields.Many2one(
        "mail.template",
        required=True,
        domain="[('model', '=', 'res.partner')]",
        default=lambda self: self.env.ref(TEMPLATE, raise_if_not_found=False),
    )
    missing_text = fields.Char(compute="_compute_missing_text")
    file = fields.Binary(readonly=True)
    file_name = fields.Char(readonly=True)

    @api.depends("customer_ids")
    def _compute_customer(self):
        """Tell one customer from many."""
        for wizard in self:
            wizard.customer_count = len(wizard.customer_ids)
            is_one = wizard.customer_count == 1
            wizard.customer_id = wizard.customer_ids if is_one else False

    @api.depends("customer_ids", "company_id")
    def _compute_missing_text(self):
        """Say beforehand who cannot be e-mailed."""
        for wizard in self:
            silent = wizard.customer_ids.filtered(
                lambda one: not one._zone_statement_recipient().email_normalized
            )
            names = ", ".join(silent[:5].mapped("name"))
            wizard.missing_text = (
                self.env._(
                    "Without an e-mail address: %(names)s%(more)s.",
                    names=names,
                    more="…" if len(silent) > 5 else "",
                )
                if silent and wizard.customer_count > 1
                else ""
            )

    @api.model
    def default_get(self, fields):
        """Propose the chosen customers and whoever gets their statements."""
        values = super().default_get(fields)
        active_ids = self.env.context.get("active_ids") or []
        partners = self.env["res.partner"].browse(active_ids)
        customers = partners.commercial_partner_id
        if customers and "customer_ids" in fields:
            values["customer_ids"] = [Command.set(customers.ids)]
        if len(customers) == 1 and "recipient_ids" in fields:
            recipient = customers._zone_statement_recipient()
            if recipient.email_normalized:
                values["recipient_ids"] = [Command.set(recipient.ids)]
        return values

    def action_print(self):
        """Download the statement, or those of several customers in one file.

        :return: an `ir.actions.act_url` dictionary
        :raise AccessError: for users without the invoicing rights
        :raise UserError: for too many at once, and while others print
        """
        self.ensure_one()
        self._check_may()
        self.file_name, self.file = self._zone_print()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file/{self.file_name}"
            "?download=true",
            "target": "download",
        }

    def action_send(self):
        """E-mail the statement; to several customers in the background.

        :return: an action that says so, or that shows how far sending is
        :raise AccessError: for users without the invoicing rights
        :raise UserError: where somebody cannot be sent it
        """
        self.ensure_one()
        self._check_may()
        if self.customer_count > 1:
            return self._start_run()
        self._check_recipients()
        statements = self.env["customer.zone.statement"]
        try:
            for recipient in self.recipient_ids:
                statements._zone_statement_deliver(self._delivery(recipient))
        except EngineBusyError as error:
            raise UserError(self._busy_text()) from error
        self.env["customer.zone.link"]._zone_hurry_mail()
        return self._say_sent()

    def _delivery(self, recipient):
        customer, ask = self.customer_id, self._ask()
        statements = self.env["customer.zone.statement"]
        return Delivery(
            customer=customer,
            company=self.company_id,
            recipient=recipient,
            ask=ask,
            how="seller",
            url=statements._zone_statement_url(
                customer, self.company_id, recipient, ask
            ),
            with_pdf=self.with_pdf,
            template=self.template_id,
        )

    def _ask(self):
        """Return what was chosen as the engine takes it."""
        kind = Kind(self.kind)
        return Ask(
            kind=kind,
            date_to=self.date_to,
            date_from=self.date_from or None if kind is Kind.ACTIVITY else None,
            **self.company_id._zone_ageing(),
        )

    def _start_run(self):
        run_sudo = self.env["customer.zone.statement.run"]._start_by_hand(
            self.company_id,
            self.customer_ids,
            {
                "kind": self.kind,
                "date_from": self.date_from if self.kind == "activity" else False,
                "date_to": self.date_to,
                "with_pdf": self.with_pdf,
                "template_id": self.template_id.id,
            },
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_zone.action_customer_zone_statement_run"
        )
        return {**action, "res_id": run_sudo.id, "views": [(False, "form")]}

    def _say_sent(self):
        names = ", ".join(self.recipient_ids.mapped("name"))
        message = self.env._(
            "Statement of account as at %(day)s sent to %(names)s.",
            day=fields.Date.to_string(self.date_to),
            names=names,
        )
        self.customer_id.sudo()._message_log(body=message)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _check_may(self):
        """Check the user's rights, the company, the customers and the dates.

        :raise AccessError: for users without the invoicing rights
        :raise UserError: with the reason
        """
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(
                self.env._("Only invoicing staff can send statements of account.")
            )
        self.customer_ids.check_access("read")
        if self.company_id not in self.env.companies:
            raise UserError(self.env._("This is about another company."))
        if not self.customer_ids:
            raise UserError(self.env._("Please choose a customer."))
        self._check_dates()
        if self.template_id.model != "res.partner":
            raise UserError(self.env._("This template is about something else."))

    def _check_dates(self):
        """Check that the statement is about days that have come, in their order.

        :raise UserError: with what to choose instead
        """
        if self.date_to > company_today(self.company_id):
            raise UserError(
                self.env._(
                    "Please choose today or an earlier day: a statement cannot be "
                    "about days to come."
                )
            )
        is_activity = self.kind == "activity"
        if is_activity and self.date_from and self.date_from > self.date_to:
            raise UserError(
                self.env._("Please choose a first day that is not after the last one.")
            )
