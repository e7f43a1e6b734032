from odoo import fields, models

# What customers may see: few entries of a busy company besides, so that it pays to
# leave the others out of every index.
SHOWN = "WHERE state = 'posted' AND move_type IN ('out_invoice', 'out_refund')"
OWNER = "commercial_partner_id, company_id, move_type"
# What is left to pay, as `_zone_to_pay_domain` has it: a small part of all invoices.
OPEN = (
    "WHERE state = 'posted' AND move_type = 'out_invoice'"
    " AND payment_state IN ('not_paid', 'partial', 'blocked')"
)
OPEN_OWNER = "commercial_partner_id, company_id"


class AccountMove(models.Model):
    """Indexes that make the lists cost the same for any number of documents.

    Each order a list can be shown in has its own: PostgreSQL then reads just the rows
    of the page, instead of sorting all documents of the customer. Those of open
    invoices are there because the oldest open ones stand behind years of paid ones.
    What all of them together cost when an invoice is posted: `docs/performance.md`.
    """

    _inherit = "account.move"

    # The search looks into four fields. Core has an index for each but this one, and
    # without all four none is of use.
    invoice_origin = fields.Char(index="trigram")

    _customer_zone_by_date_idx = models.Index(
        f"({OWNER}, invoice_date, name, id) {SHOWN}"
    )
    _customer_zone_by_name_idx = models.Index(f"({OWNER}, name, id) {SHOWN}")
    _customer_zone_by_due_idx = models.Index(f"({OWNER}, invoice_date_due, id) {SHOWN}")
    _customer_zone_by_total_idx = models.Index(f"({OWNER}, amount_total, id) {SHOWN}")
    # Also finds the credit notes with something left.
    _customer_zone_by_left_idx = models.Index(f"({OWNER}, amount_residual, id) {SHOWN}")
    # For the chips: what is to pay, part paid, paid; oldest due first where it is paid.
    _customer_zone_by_state_idx = models.Index(
        f"({OWNER}, payment_state, invoice_date_due, id) {SHOWN}"
    )
    _customer_zone_open_by_date_idx = models.Index(
        f"({OPEN_OWNER}, invoice_date, name, id) {OPEN}"
    )
    _customer_zone_open_by_name_idx = models.Index(f"({OPEN_OWNER}, name, id) {OPEN}")
    _customer_zone_open_by_due_idx = models.Index(
        f"({OPEN_OWNER}, invoice_date_due, id) {OPEN}"
    )
    _customer_zone_open_by_total_idx = models.Index(
        f"({OPEN_OWNER}, amount_total, id) {OPEN}"
    )
    _customer_zone_open_by_left_idx = models.Index(
        f"({OPEN_OWNER}, amount_residual, id) {OPEN}"
    )
