from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class CustomerZoneChangeRequest(models.Model):
    _inherit = "customer.zone.change.request"

    def action_answer(self):
        """Open what is asked for side by side with what is on file, to be answered.

        :return: an `ir.actions.act_window` dictionary
        :raise AccessError: for users without the invoicing rights
        :raise UserError: for a request that was answered
        """
        self.ensure_one()
        self._zone_check_may_answer()
        return self.env["customer.zone.change.answer"]._zone_open(self)

    def action_approve(self):
        """Write exactly the values shown on these requests and tell the customers.

        The contacts are written with the rights of the user.

        :raise AccessError: for users without the invoicing rights
        :raise UserError: for a request that was answered, or out of date
        """
        for request in self:
            request._zone_decide(request.line_ids)

    def action_refuse(self, reason):
        """Change nothing and tell the customers why.

        :param str reason: plain text, read by the customer
        :raise AccessError: for users without the invoicing rights
        :raise UserError: without a reason, or for a request that was answered
        """
        for request in self:
            request._zone_decide(request.line_ids.browse(), reason)

    def _zone_decide(self, accepted, reason=""):
        """Write what is accepted, leave the rest as it is, and tell the customer.

        :param accepted: `customer.zone.change.request.line` records of this request
        :param str reason: why the rest is refused; plain text, read by the customer
        :raise AccessError: for users without the invoicing rights
        :raise UserError: without a reason for what is refused, for a request that was
            answered, or out of date
        """
        self.ensure_one()
        self._zone_check_may_answer()
        accepted &= self.line_ids
        refused = self.line_ids - accepted
        reason = reason.strip() if isinstance(reason, str) else ""
        if refused and not reason:
            raise UserError(self.env._("Please give the customer a reason."))
        self._zone_lock_waiting()
        accepted._zone_apply()
        # Nobody writes requests by hand; the checks above decide.
        accepted.sudo().accepted = True
        state = "approved" if accepted else "refused"
        self._zone_answer("partly" if accepted and refused else state, reason)

    def _zone_check_may_answer(self):
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(
                self.env._("Only invoicing staff can answer what customers ask for.")
            )
        self.check_access("read")

    def _zone_lock_waiting(self):
        """Let one answer through, and none for a request taken back meanwhile."""
        self.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                "SELECT state FROM customer_zone_change_request "
                "WHERE id = %s FOR UPDATE",
                self.id,
            )
        )
        if rows != [("waiting",)]:
            raise UserError(self.env._("This request has been answered already."))

    def _zone_answer(self, state, reason=""):
        """Close the request and its activity, and e-mail the person who asked."""
        # Nobody writes requests by hand; the checks of the callers decide.
        request_sudo = self.sudo()
        activity = request_sudo.activity_id
        request_sudo._zone_close(state, reason)
        if activity:
            states = dict(self._fields["state"]._description_selection(self.env))
            activity.action_feedback(feedback=states[state])
        template_sudo = self.env.ref(
            "customer_zone.mail_template_change_answer", raise_if_not_found=False
        )
        if template_sudo and self.recipient_id.email_normalized:
            # The words are the seller's; the address is the one on file.
            address = {
                "email_to": self.recipient_id.email_formatted,
                "recipient_ids": [],
            }
            template_sudo.sudo().send_mail(self.id, email_values=address)
