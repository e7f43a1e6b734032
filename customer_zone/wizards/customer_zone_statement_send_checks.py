import base64

from odoo import models
from odoo.exceptions import UserError
from odoo.tools.pdf import merge_pdf

from ..report.engine_slots import EngineBusyError

# Each takes about a second, and somebody waits for the file.
MOST_PRINTED = 40


class CustomerZoneStatementSend(models.TransientModel):
    _inherit = "customer.zone.statement.send"

    def _zone_print(self):
        """Return name and content (base64) of the file with the statements.

        :raise UserError: for too many at once, and while others print
        """
        customers = self.customer_ids.sorted("display_name")
        if len(customers) > MOST_PRINTED:
            raise UserError(
                self.env._(
                    "Up to %(most)s statements are printed at once. Choose fewer, or "
                    "send them.",
                    most=MOST_PRINTED,
                )
            )
        statements, ask = self.env["customer.zone.statement"], self._ask()
        try:
            files = [
                statements.with_context(
                    lang=customer.lang or self.env.lang
                )._zone_statement_pdf(customer, self.company_id, ask)
                for customer in customers
            ]
        except EngineBusyError as error:
            raise UserError(self._busy_text()) from error
        if len(files) == 1:
            name = statements._zone_statement_name(customers, ask, "pdf")
        else:
            name = self.env._("Statements %(day)s.pdf", day=self.date_to)
        content = files[0] if len(files) == 1 else merge_pdf(files)
        return name, base64.b64encode(content)

    def _busy_text(self):
        return self.env._(
            "Other PDFs are being made at this moment. Please try again in some "
            "seconds."
        )

    def _check_recipients(self):
        """Let no statement go to anybody who may not see it.

        :raise UserError: with the reason
        """
        customer, recipients = self.customer_id, self.recipient_ids
        if not recipients:
            raise UserError(self.env._("Please choose who gets the statement."))
        wrong = recipients.filtered(
            lambda one: (
                one.commercial_partner_id != customer or not one.email_normalized
            )
        )
        if wrong:
            raise UserError(
                self.env._(
                    "No statement can be sent to %(names)s: not a contact of this "
                    "customer, or without an e-mail address.",
                    names=", ".join(wrong.mapped("display_name")),
                )
            )
        self._check_statement_is_theirs()

    def _check_statement_is_theirs(self):
        customer, company = self.customer_id, self.company_id
        narrow = self.recipient_ids.filtered(
            lambda one: one._zone_sees_own_only(company)
        )
        if narrow:
            raise UserError(
                self.env._(
                    "%(names)s: sees only documents in their own name, and so no "
                    "statement.",
                    names=", ".join(narrow.mapped("display_name")),
                )
            )
        statements = self.env["customer.zone.statement"]
        if not self.with_pdf and not all(
            statements._zone_statement_is_shown(customer, company, one)
            for one in self.recipient_ids
        ):
            raise UserError(
                self.env._(
                    "Without the PDF there is nothing to send: the customer sees no "
                    "statement in the Customer Zone."
                )
            )
