from odoo import models

from ..settlement.sagepay_statement_line_match import NUMBER_OF_TRACE


class SagepayTrace(models.Model):
    """Traces are looked up by the number the statement gives them."""

    _inherit = "sagepay.trace"

    _statement_number_idx = models.Index(f"(provider_id, {NUMBER_OF_TRACE})")
