from odoo import api, models
from odoo.fields import Domain

from ... import const


class AccountJournal(models.Model):
    """The gateway's account on the accounting dashboard."""

    _inherit = "account.journal"

    def _get_journal_dashboard_data_batched(self):
        """Add what the gateway's statement says to the journals it belongs to."""
        data = super()._get_journal_dashboard_data_batched()
        for journal, provider_sudo in self._sagepay_providers().items():
            if journal in self:
                data[journal.id]["sagepay"] = journal._sagepay_figures(provider_sudo)
        return data

    def _sagepay_providers(self):
        """Return {journal: Sage Pay provider} of all journals that have one."""
        # Providers are readable by system administrators only; that there is one
        # is no secret of the journal's readers.
        all_sudo = self.env["payment.provider"].sudo()
        providers_sudo = all_sudo.search(
            [
                ("code", "=", const.PROVIDER_CODE),
                ("state", "!=", "disabled"),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        return {
            self.browse(provider_sudo.journal_id.id): provider_sudo
            for provider_sudo in providers_sudo.filtered("journal_id")
        }

    def _sagepay_figures(self, provider_sudo):
        """Return the figures of one journal, as texts for the dashboard."""
        mine = Domain("provider_id", "=", provider_sudo.id)
        days = self.env["sagepay.statement.day"]
        if not days.has_access("read"):
            return False
        last = days.search(
            mine & Domain("kind", "=", "day") & Domain("state", "in", days._in_books()),
            limit=1,
        )
        exceptions = self.env["sagepay.exception"]
        rand = self.env.ref("base.ZAR")
        return {
            "last_day": last._date_in_words() if last else False,
            "closing": rand.format(last.closing),
            "books": rand.format(last.books_balance),
            "agrees": last.is_balanced,
            "in_transit": rand.format(self._sagepay_in_transit(provider_sudo)),
            "exceptions": exceptions.search_count(mine & Domain("state", "=", "open")),
        }

    def _sagepay_in_transit(self, provider_sudo):
        """Return what was paid out and has not reached the bank, in rand."""
        # A sum of the journal's own lines, whose readers need not read every item.
        lines_sudo = self.env["sagepay.statement.line"].sudo()
        payouts = lines_sudo._open_payouts(provider_sudo)
        return -sum(payouts.mapped("booked_amount"))

    def action_sagepay_exceptions(self):
        """Open what has to be settled about this journal's account."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "payment_sagepay.action_sagepay_exception"
        )

    def action_sagepay_days(self):
        """Open the calendar of statements of this journal's account."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "payment_sagepay.action_sagepay_statement_day"
        )

    @api.model
    def _sagepay_overview(self):
        """Return the dashboard with the gateway's journals alone.

        Odoo's own menu for it belongs to a group that bookkeepers need not have.
        """
        journals = self.browse(journal.id for journal in self._sagepay_providers())
        view = self.env.ref("account.account_journal_dashboard_kanban_view")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sage Pay: account at a glance"),
            "res_model": "account.journal",
            "view_mode": "kanban",
            "views": [(view.id, "kanban")],
            "domain": [("id", "in", journals.ids)],
            "context": {"create": False},
        }
