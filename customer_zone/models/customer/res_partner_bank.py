from odoo import api, fields, models
from odoo.fields import Domain

# What a payer copies from an invoice; anything else may change silently.
PAYER_FIELDS = {
    "acc_number",
    "acc_holder_name",
    "active",
    "bank_id",
    "clearing_number",
    "company_id",
    "currency_id",
    "partner_id",
}


class ResPartnerBank(models.Model):
    _inherit = "res.partner.bank"

    @api.model_create_multi
    def create(self, vals_list):
        """Note that a company's bank details changed, except for its first account."""
        accounts = super().create(vals_list)
        accounts._zone_note_change(
            lambda company, own: company._zone_bank_accounts() - own
        )
        return accounts

    def write(self, vals):
        """Note that a company's bank details changed when payers would notice."""
        concerned = bool(PAYER_FIELDS & set(vals))
        before = self._zone_payer_values() if concerned else {}
        if concerned and {"partner_id", "company_id"} & set(vals):
            self._zone_note_change()
        result = super().write(vals)
        if concerned:
            now = self._zone_payer_values()
            self.filtered(
                lambda account: before[account.id] != now[account.id]
            )._zone_note_change()
        return result

    def unlink(self):
        """Note that a company's bank details changed."""
        self._zone_note_change()
        return super().unlink()

    def _zone_payer_values(self):
        """Return what payers see of each account, by id."""
        return {
            account.id: tuple(account[name] for name in sorted(PAYER_FIELDS))
            for account in self
        }

    def _zone_note_change(self, is_change=lambda company, own: True):
        """Keep the time of the change on the companies whose accounts these are.

        :param is_change: called with company and its accounts among these
        """
        if not self:
            return
        # Whoever may change an account need not be allowed to write the company.
        companies_sudo = self.env["res.company"].sudo()
        domain = Domain("partner_id", "in", self.partner_id.ids)
        for company in companies_sudo.search(domain):
            own = self.filtered(
                lambda account, owner=company: account.partner_id == owner.partner_id
            )
            if is_change(company, own):
                company.customer_zone_bank_changed_at = fields.Datetime.now()
