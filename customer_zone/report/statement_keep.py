from urllib.parse import urlencode

from odoo import api, models

from ..statement import Kind, read_figures

SENT = "customer.zone.statement.sent"


class CustomerZoneStatement(models.AbstractModel):
    _inherit = "customer.zone.statement"

    @api.model
    def _zone_statement_keep(self, delivery):
        """Keep a statement as it is sent: who, what, the balances, and the PDF.

        :param delivery: `Delivery`
        :return: the new `customer.zone.statement.sent` record, in sudo
        :raise EngineBusyError: when as many PDFs as may be are being made already
        """
        ask = delivery.ask
        pdf_sudo = self._zone_statement_attachment(delivery)
        # Nobody may write what was sent by hand; sending decides.
        sent_sudo = (
            self.env[SENT]
            .sudo()
            .create(
                {
                    "company_id": delivery.company.id,
                    "customer_id": delivery.customer.id,
                    "recipient_id": delivery.recipient.id,
                    "email": delivery.recipient.email_normalized,
                    "how": delivery.how,
                    "sent_by_id": self.env.uid if delivery.how == "seller" else False,
                    "kind": ask.kind.value,
                    "date_from": ask.date_from,
                    "date_to": ask.date_to,
                    "balances": self._zone_statement_balances(delivery),
                    "attachment_id": pdf_sudo.id,
                }
            )
        )
        # Whoever may read the row may read its file, and nobody else.
        pdf_sudo.res_id = sent_sudo.id
        return sent_sudo

    def _zone_statement_attachment(self, delivery):
        """Return the file of the statement in sudo, empty if none is attached."""
        attachments_sudo = self.env["ir.attachment"].sudo()
        if not delivery.with_pdf:
            return attachments_sudo
        customer, ask = delivery.customer, delivery.ask
        content = self._zone_statement_pdf(customer, delivery.company, ask)
        return attachments_sudo.create(
            {
                "name": self._zone_statement_name(customer, ask, "pdf"),
                "raw": content,
                "mimetype": "application/pdf",
                "res_model": SENT,
                "company_id": delivery.company.id,
            }
        )

    def _zone_statement_balances(self, delivery):
        """Return the closing balances as they are kept, always at least one."""
        balances = delivery.balances
        if balances is None:
            figures = read_figures(
                delivery.customer,
                delivery.company,
                delivery.ask.date_to,
                delivery.ask.currency_id,
            )
            balances = [(one.currency_id, one.balance) for one in figures]
        home = delivery.company.sudo().currency_id
        kept = [[currency_id, str(amount)] for currency_id, amount in balances]
        return kept or [[home.id, "0"]]

    @api.model
    def _zone_write_balances(self, balances):
        """Return kept balances as people read them, such as ``R 120.00, $ 3.00``.

        :param balances: list of [currency id, amount as text]
        """
        currencies = self.env["res.currency"].with_context(active_test=False)
        return ", ".join(
            currencies.browse(currency_id).format(float(amount))
            for currency_id, amount in balances
        )

    @api.model
    def _zone_statement_is_shown(self, customer, company, recipient):
        """Return whether a person sees this customer's statement in the zone."""
        # The mode is the company's; its customers see what it leads to.
        has_history = company.sudo().customer_zone_mode == "history"
        return (
            has_history
            and customer._zone_is_open(company)
            and not recipient._zone_sees_own_only(company)
        )

    @api.model
    def _zone_statement_url(self, customer, company, recipient, ask):
        """Return the recipient's own link to the statement, "" with a closed zone.

        It opens the same dates and kind as the e-mail tells of, whenever it is opened.
        Where the zone shows no statement the link leads to what it does show.

        :param ask: `Ask`, what the statement that is sent was asked for
        """
        if not customer._zone_is_open(company):
            return ""
        link_sudo = self.env["customer.zone.link"]._issue(company, customer, recipient)
        shown = self._zone_statement_is_shown(customer, company, recipient)
        return link_sudo._zone_url_of(self._zone_statement_key(ask) if shown else "")

    @api.model
    def _zone_statement_key(self, ask):
        """Return what a link carries to open one statement: `statement?to=2026-02-28`.

        Its second part is the query of the statement's page.

        :param ask: `Ask`
        """
        query = {}
        if ask.kind is Kind.ACTIVITY:
            query = {"kind": ask.kind.value, "from": ask.date_from or ""}
        query["to"] = ask.date_to
        if ask.currency_id:
            query["currency"] = self.env["res.currency"].browse(ask.currency_id).name
        if ask.bucket is not None:
            query["age"] = ask.bucket
        return f"statement?{urlencode(query)}"
