from odoo import api, models
from odoo.fields import Domain


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model
    def _zone_credit_notes_domain(self, customer, company):
        """Return the one domain of the credit notes a customer can see in the zone.

        Every list, count, page and PDF starts from it.

        :param customer: commercial `res.partner` record
        :param company: `res.company` record
        :rtype: Domain
        """
        return self._zone_posted_domain(customer, company, "out_refund")

    @api.model
    def _zone_credit_left_domain(self):
        """Return the domain of credit notes with something left to use."""
        return Domain("amount_residual", ">", 0)

    @api.model
    def _zone_credit_used_domain(self):
        """Return the domain of credit notes with nothing left to use."""
        return Domain("amount_residual", "<=", 0)

    def _zone_document_key(self):
        """Return `credit-<id>` for a credit note inside a link."""
        self.ensure_one()
        if self.move_type == "out_refund":
            return f"credit-{self.id}"
        return super()._zone_document_key()

    def _zone_is_visible(self):
        """Return whether the document is in one of the zone's lists."""
        self.ensure_one()
        is_credit_note = self.move_type == "out_refund" and self.state == "posted"
        return is_credit_note or super()._zone_is_visible()

    def _zone_folder(self):
        """Return the place of credit notes in a zone address."""
        if self.move_type == "out_refund":
            return "credit-notes"
        return super()._zone_folder()

    def _zone_button_title(self):
        """Name the credit note for what it is: there is nothing to pay."""
        if self.move_type == "out_refund":
            return self.env._("View your credit note")
        return super()._zone_button_title()

    def _zone_credit_lines(self):
        """Return the journal items that carry the customer's credit; one query."""
        return self.env["account.move.line"].search_fetch(
            [
                ("move_id", "in", self.ids),
                ("account_id.account_type", "=", "asset_receivable"),
            ],
            ["move_id"],
        )
