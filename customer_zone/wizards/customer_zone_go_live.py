from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import email_normalize

from odoo.addons.base.models.ir_mail_server import MailDeliveryException

from ..go_live.checks import CHECKS
from ..go_live.finding import LOOK, STOP


class CustomerZoneGoLive(models.TransientModel):
    _name = "customer.zone.go.live"
    _description = "Customer Zone: Ready to Go Live?"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    line_ids = fields.One2many(
        "customer.zone.go.live.line", "check_id", string="Checks", readonly=True
    )
    stop_count = fields.Integer(compute="_compute_counts")
    look_count = fields.Integer(compute="_compute_counts")

    @api.depends("company_id")
    def _compute_display_name(self):
        """Name the list after the company it looks at."""
        for one in self:
            one.display_name = self.env._(
                "Ready to Go Live? %(company)s", company=one.company_id.name
            )

    @api.depends("line_ids.state")
    def _compute_counts(self):
        """Count what keeps customers out, and what somebody should look at."""
        for one in self:
            states = one.line_ids.mapped("state")
            one.stop_count = states.count(STOP)
            one.look_count = states.count(LOOK)

    @api.model
    def _zone_open(self, company):
        """Ask every question about a company and show the answers.

        :param company: `res.company` record
        :return: an `ir.actions.act_window` dictionary
        :raise AccessError: for anybody but administrators
        """
        self._zone_check_administrator()
        lines = [Command.create({"key": check.key}) for check in CHECKS]
        asked = self.create({"company_id": company.id, "line_ids": lines})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ready to Go Live?"),
            "res_model": self._name,
            "res_id": asked.id,
            "views": [(False, "form")],
        }

    def action_send_test(self):
        """E-mail the user, at once and by the way customers' mails take.

        :return: an `ir.actions.client` dictionary that says so
        :raise AccessError: for anybody but administrators
        :raise UserError: with the mail server's own words when it did not go
        """
        self._zone_check_administrator()
        user = self.env.user
        if not email_normalize(user.email or ""):
            raise UserError(self.env._("You have no e-mail address to send a test to."))
        self._zone_send_test(user)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "A test e-mail left for %(address)s. See whether it arrives, and "
                    "not among the junk.",
                    address=user.email,
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _zone_send_test(self, user):
        company = self.company_id
        mail = self.env["mail.mail"].create(
            {
                "subject": self.env._("Test of the Customer Zone's e-mails"),
                "body_html": self.env._(
                    "If you read this, the e-mails of %(company)s arrive.",
                    company=company.name,
                ),
                "email_from": company.email_formatted or user.email_formatted,
                "email_to": user.email_formatted,
                "auto_delete": True,
            }
        )
        try:
            mail.send(raise_exception=True)
        except MailDeliveryException as error:
            reason = " ".join(str(part) for part in error.args if part)
            raise UserError(
                self.env._("The test e-mail was not sent. %(reason)s", reason=reason)
            ) from error

    def _zone_check_administrator(self):
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(
                self.env._("Only administrators set up the Customer Zone.")
            )
