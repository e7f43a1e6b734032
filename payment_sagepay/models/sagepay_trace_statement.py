from odoo import models

# The part of a trace after the dot, as the statement writes it.
NUMBER_OF_TRACE = "ltrim(split_part(trace, '.', 2), '0')"


class SagepayTrace(models.Model):
    """Traces are looked up by the number the statement gives them."""

    _inherit = "sagepay.trace"

    _statement_number_idx = models.Index(f"(provider_id, {NUMBER_OF_TRACE})")
