from odoo import models


class AccountMoveLine(models.Model):
    """Indexes that make a statement cost the same in a ledger of any size."""

    _inherit = "account.move.line"

    _customer_zone_ledger_idx = models.Index(
        "(partner_id, account_id, date) WHERE parent_state = 'posted'"
    )
    # A document set back to draft keeps its matching; see the statement's queries.
    _customer_zone_draft_idx = models.Index(
        "(partner_id, account_id) WHERE parent_state = 'draft'"
    )
