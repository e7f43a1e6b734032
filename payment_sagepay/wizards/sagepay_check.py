from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .. import intake
from ..paynow.errors import RetryLater
from ..paynow.trace import is_trace, is_unknown_trace


class SagepayCheck(models.TransientModel):
    """Ask the gateway about one trace, follow its answer and show it.

    This heals a message that was lost: the trace stands in the merchant portal. What
    the answer does is decided where it always is; nothing can be entered here but the
    question.
    """

    _name = "sagepay.check"
    _description = "Sage Pay: check a payment now"

    trace = fields.Char(
        required=True,
        help="The merchant portal shows it with the payment, such as 57830.123098573.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    result = fields.Text(readonly=True)

    def action_check(self):
        """Ask, follow the answer, and open what is known about the payment now.

        :raise AccessError: for whoever may not book payments
        :raise UserError: when the text cannot be a trace, or there is no account
        """
        self.ensure_one()
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(self.env._("Only people who book payments may do this."))
        trace = (self.trace or "").strip()
        if not is_trace(trace) or is_unknown_trace(trace):
            raise UserError(
                self.env._("This is no trace. A trace looks like 57830.123098573.")
            )
        checked = intake.check(
            self.env.registry, self._provider().id, trace, self.env.uid
        )
        if not checked.notice_id:
            return self._show(self._words_for_no_answer(checked.answer))
        if checked.company_id and checked.company_id not in self.env.companies.ids:
            return self._show(
                self.env._("This payment belongs to another company's account.")
            )
        return self._open(checked.notice_id)

    def _provider(self):
        """Return whose account is asked.

        :raise UserError: when the company has none
        """
        # Bookkeepers may ask without a right to see the account's settings.
        providers_sudo = self.sudo().env["payment.provider"]
        provider_sudo = providers_sudo._sagepay_of_company(self.company_id)
        if not provider_sudo:
            raise UserError(self.env._("This company has no Sage Pay account."))
        return provider_sudo

    def _words_for_no_answer(self, error):
        """Return what it means that there is no answer about this trace."""
        if error.code == "unknown_trace":
            return self.env._("The gateway does not know this trace.")
        if isinstance(error, RetryLater):
            return self.env._(
                "The gateway cannot be reached at the moment. Please try again later."
            )
        return self.env._(
            "The gateway's answer cannot be used, so nothing was changed (%s).",
            error.code or type(error).__name__,
        )

    def _show(self, words):
        """Show a sentence in this dialog."""
        self.result = words
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Check a payment now"),
        }

    def _open(self, notice_id):
        """Open the notice, where the answer and what came of it can be read."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "sagepay.notice",
            "res_id": notice_id,
            "views": [(False, "form")],
            "name": self.env._("What the gateway says"),
        }
