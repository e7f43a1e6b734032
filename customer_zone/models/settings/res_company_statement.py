from odoo import fields, models

from ...statement import Basis, Unit


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_zone_ageing_basis = fields.Selection(
        selection=[
            ("due", "Due date"),
            ("invoice", "Invoice date"),
        ],
        string="Ageing Counts From",
        default="due",
        required=True,
        help="The date from which statements and the overview count how old an amount "
        "is. It is stated under every ageing.",
    )
    customer_zone_ageing_unit = fields.Selection(
        selection=[
            ("days", "Days"),
            ("months", "Calendar months"),
        ],
        string="Ageing Counts In",
        default="days",
        required=True,
    )

    def _zone_ageing(self):
        """Return how the age of what customers owe is counted.

        :return: ``{"basis": Basis, "unit": Unit}``, as the statement engine takes it
        """
        self.ensure_one()
        # Visitors have no rights on companies; this is printed on their statement.
        company_sudo = self.sudo()
        return {
            "basis": Basis(company_sudo.customer_zone_ageing_basis),
            "unit": Unit(company_sudo.customer_zone_ageing_unit),
        }
