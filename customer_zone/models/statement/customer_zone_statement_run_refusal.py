from odoo import models


class CustomerZoneStatementRun(models.Model):
    _inherit = "customer.zone.statement.run"

    def _refusal(self, customer, recipient, standings):
        """Return why a customer gets no statement in this run, "" when it gets one.

        :param customer: commercial `res.partner` record
        :param recipient: `res.partner` record the statement would go to
        :param standings: what the customer owes on the run's day, per currency
        :rtype: str
        """
        self.ensure_one()
        if self.how == "schedule":
            reason = self._refusal_by_choice(customer) or self._refusal_by_figures(
                standings
            )
            if reason:
                return reason
        return self._refusal_by_recipient(customer, recipient)

    def _refusal_by_choice(self, customer):
        if customer.customer_zone_no_statements:
            return self.env._("The customer gets no scheduled statements.")
        is_wanted = self.audience == "email" or customer._zone_is_open(self.company_id)
        if not is_wanted:
            return self.env._("The customer is not allowed into the Customer Zone.")
        return ""

    def _refusal_by_figures(self, standings):
        """Compare with the smallest balance, all currencies taken together."""
        home = self.company_id.currency_id
        if self.kind == "open" and not standings:
            return self.env._("Nothing is open.")
        if self.only_overdue and not any(one.overdue for one in standings):
            return self.env._("Nothing is overdue.")
        balance = sum(self._in_home_currency(one) for one in standings)
        if self.least and home.compare_amounts(balance, self.least) < 0:
            return self.env._("The balance is below the smallest one.")
        return ""

    def _in_home_currency(self, standing):
        """Return a balance in the company's currency, at the rate of the run's day."""
        currency = self.env["res.currency"].browse(standing.currency_id)
        return currency._convert(
            float(standing.balance),
            self.company_id.currency_id,
            self.company_id,
            self.date_to,
        )

    def _refusal_by_recipient(self, customer, recipient):
        statements = self.env["customer.zone.statement"]
        if not recipient.email_normalized:
            return self.env._("Nobody of this customer has an e-mail address.")
        if recipient._zone_sees_own_only(self.company_id):
            return self.env._(
                "%(name)s sees only documents in their own name, no statement.",
                name=recipient.display_name,
            )
        if not self.with_pdf and not statements._zone_statement_is_shown(
            customer, self.company_id, recipient
        ):
            return self.env._(
                "Without the PDF there is nothing to send: the customer sees no "
                "statement in the Customer Zone."
            )
        return ""
