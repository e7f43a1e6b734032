from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class CustomerZoneChangeRequest(models.Model):
    _inherit = "customer.zone.change.request"

    def action_approve(self):
        """Write exactly the values shown on these requests and tell the customers.

        The contacts are written with the rights of the user.

        :raise AccessError: for users without the invoicing rights
        :raise UserError: for a request that was answered, or out of date
        """
        self._zone_check_may_answer()
        for request in self:
            request._zone_lock_waiting()
            request.line_ids._zone_apply()
            request._zone_answer("approved")

    def action_refuse(self, reason):
        """Change nothing and tell the customers why.

        :param str reason: plain text, read by the customer
        :raise AccessError: for users without the invoicing rights
        :raise UserError: without a reason, or for a request that was answered
        """
        self._zone_check_may_answer()
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Please give the customer a reason."))
        for request in self:
            request._zone_lock_waiting()
            request._zone_answer("refused", reason.strip())

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
