from odoo import api, fields, models
from odoo.fields import Domain

from ..go_live.checks import CHECKS
from ..go_live.finding import LOOK, OK, STOP
from ..go_live.jobs import jobs_of

BY_KEY = {check.key: check for check in CHECKS}


class CustomerZoneGoLiveLine(models.TransientModel):
    _name = "customer.zone.go.live.line"
    _description = "Customer Zone: One Check Before Going Live"
    _order = "id"
    _rec_name = "key"

    check_id = fields.Many2one(
        "customer.zone.go.live",
        string="List",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    key = fields.Selection(
        selection=lambda self: [
            (check.key, self.env._(check.label)) for check in CHECKS
        ],
        string="Check",
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [(OK, "Ready"), (LOOK, "Look"), (STOP, "Not ready")],
        compute="_compute_finding",
    )
    text = fields.Char(string="What We Found", compute="_compute_finding")

    @api.depends("key", "check_id.company_id")
    def _compute_finding(self):
        """Look anew each time the list is shown."""
        for line in self:
            # Rights on mail servers and payments differ; the list is for
            # administrators, who are told the answer and no secret.
            company_sudo = line.check_id.company_id.sudo()
            found = BY_KEY[line.key].look(company_sudo.with_company(company_sudo))
            line.state, line.text = found.state, found.text

    def action_repair(self):
        """Open the screen, or the page, where this is put right.

        :return: an action dictionary
        """
        self.ensure_one()
        self.check_access("read")
        repair = BY_KEY[self.key].repair
        if repair.startswith("https:"):
            return {"type": "ir.actions.act_url", "url": repair, "target": "new"}
        action = self.env["ir.actions.act_window"]._for_xml_id(repair)
        return {**action, **self._zone_narrow(), "target": "current"}

    def _zone_narrow(self):
        """Return what makes the action show the record in question."""
        company = self.check_id.company_id
        if self.key == "seller":
            return {"res_id": company.id, "views": [(False, "form")]}
        if self.key in ("on", "online"):
            return {"context": {"module": "account", "bin_size": False}}
        if self.key == "address":
            domain = Domain("key", "like", "web.base.url")
        elif self.key == "jobs":
            domain = Domain("id", "in", jobs_of(self.sudo().env).ids)
            return {"domain": list(domain), "context": {"active_test": False}}
        elif self.key in ("provider", "methods", "journal"):
            domain = Domain("company_id", "parent_of", company.id)
        else:
            return {}
        return {"domain": list(domain)}
