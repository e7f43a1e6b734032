from odoo import models

# The mark changes no amount, so nothing has to be checked or completed.
QUIETLY = {
    "skip_invoice_sync": True,
    "check_move_validity": False,
    "tracking_disable": True,
}


class AccountMove(models.Model):
    """Marks the instalments of an invoice when it is posted."""

    _inherit = "account.move"

    def _post(self, soft=True):
        """Mark the instalments of what was posted."""
        posted = super()._post(soft=soft)
        # The mark is ours, whoever may post.
        lines_sudo = self.env["account.move.line"].sudo().with_context(**QUIETLY)
        to_mark = to_unmark = lines_sudo
        for move in posted.sudo().filtered(lambda move: move.is_invoice(True)):
            terms = move.line_ids.filtered(
                lambda line: line.display_type == "payment_term"
            )
            marked = terms.filtered("customer_zone_instalment")
            if len(terms) > 1:
                to_mark |= terms - marked
            else:
                to_unmark |= marked
        for changed, is_instalment in ((to_mark, True), (to_unmark, False)):
            if changed:
                changed.write({"customer_zone_instalment": is_instalment})
        return posted
