import re

from odoo import api, fields, models

_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z/_-]*")
# Shorter words are no reference: "1", "inv", "pay".
SHORTEST = 4


class SagepayException(models.Model):
    """Who could have paid this? By reference and amount, never by amount alone."""

    _inherit = "sagepay.exception"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_suggestion",
        store=True,
        readonly=False,
    )
    invoice_id = fields.Many2one(
        "account.move",
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted'), "
        "('payment_state', 'in', ('not_paid', 'partial')), "
        "('company_id', 'child_of', company_id), "
        "('commercial_partner_id', '=?', partner_id)]",
        compute="_compute_suggestion",
        store=True,
        readonly=False,
    )

    @api.depends("kind", "line_id", "transaction_id")
    def _compute_suggestion(self):
        """Propose the customer and the invoice a row is about."""
        for row in self:
            invoice = row._suggested_invoice()
            row.invoice_id = invoice
            partner = invoice.commercial_partner_id
            payer = row.transaction_id.partner_id.commercial_partner_id
            row.partner_id = partner or payer

    def _suggested_invoice(self):
        """Return the one open invoice that reference and amount point at (S-04)."""
        nothing = self.env["account.move"]
        if self.kind in ("amount_differs", "paid_twice"):
            still_open = self.transaction_id.invoice_ids.filtered(
                lambda move: move.payment_state in ("not_paid", "partial")
            )
            return still_open if len(still_open) == 1 else nothing
        kinds = ("deposit", "not_in_books", "unclassified")
        if self.kind not in kinds or not self.line_id:
            return nothing
        found = self._invoices_named().filtered(
            lambda move: (
                move.currency_id == self.currency_id
                and not self.currency_id.compare_amounts(
                    move.amount_residual, self.amount
                )
            )
        )
        return found if len(found) == 1 else nothing

    def _invoices_named(self):
        """Return open invoices whose number or reference stands in the line."""
        texts = self.line_id._texts()
        words = {w for text in texts for w in _WORD.findall(text)} | set(texts)
        words = {word for word in words if len(word) >= SHORTEST}
        if not words:
            return self.env["account.move"]
        spellings = words | {word.upper() for word in words}
        return self.env["account.move"].search(
            [
                ("company_id", "child_of", self.company_id.id),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
                "|",
                ("name", "in", list(spellings)),
                ("payment_reference", "in", list(spellings)),
            ],
            limit=20,
        )
