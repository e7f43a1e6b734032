from odoo import fields, models

from .sagepay_statement_line import METHODS


class SagepayTariff(models.Model):
    """What the gateway charges for a way of paying, as agreed with it.

    The statement names fees as one sum a month. The agreed tariff says how to share
    that sum out over the methods; it never changes what is booked.
    """

    _name = "sagepay.tariff"
    _description = "Sage Pay agreed fee"
    _order = "company_id, method"
    _rec_name = "method"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    method = fields.Selection(METHODS, required=True)
    percent = fields.Float(string="Percent of the amount", digits=(6, 3))
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.ref("base.ZAR")
    )
    fixed = fields.Monetary(string="Per payment")

    _method_once = models.Constraint(
        "unique(company_id, method)", "There is one fee per method."
    )
    _not_negative = models.Constraint(
        "CHECK(percent >= 0 AND fixed >= 0)", "A fee cannot be negative."
    )
