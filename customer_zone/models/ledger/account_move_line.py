from odoo import models

OPEN_ITEM = (
    "(partner_id, account_id, (COALESCE(date_maturity, date)), date, id) INCLUDE"
    " (company_id, currency_id, date_maturity, invoice_date, amount_residual_currency)"
)
IS_OPEN = "parent_state = 'posted' AND reconciled IS NOT TRUE"


class AccountMoveLine(models.Model):
    """Indexes that make an account cost the same whatever its length."""

    _inherit = "account.move.line"

    _customer_zone_ledger_idx = models.Index(
        "(partner_id, account_id, date) WHERE parent_state = 'posted'"
    )
    # A document set back to draft keeps its matching; see the statement's queries.
    _customer_zone_draft_idx = models.Index(
        "(partner_id, account_id) WHERE parent_state = 'draft'"
    )
    # Payments, newest first: entries that are no invoices, which are the most by far.
    _customer_zone_entries_idx = models.Index(
        "(partner_id, account_id, date, move_id)"
        " WHERE parent_state = 'posted' AND display_type <> 'payment_term'"
    )
    # The chip and the sums of what is overdue: only what is open, oldest first.
    _customer_zone_due_idx = models.Index(
        "(partner_id, date_maturity, move_id) WHERE parent_state = 'posted'"
        " AND display_type = 'payment_term' AND reconciled IS NOT TRUE"
    )
    # What is open, in the order of a statement, with all that balance and ageing ask of
    # it: read from the index alone, however long the ledger. Only accounts that are
    # reconciled have amounts left, so these hold nothing else.
    _customer_zone_owed_idx = models.Index(
        f"{OPEN_ITEM} WHERE {IS_OPEN} AND amount_residual_currency > 0"
    )
    _customer_zone_credit_idx = models.Index(
        f"{OPEN_ITEM} WHERE {IS_OPEN} AND amount_residual_currency < 0"
    )
