from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ... import const
from ...paynow.nif import StatementClient

# The account of bank charges in the charts that have one; a first proposal only.
FEE_ACCOUNTS = ("610380", "expense_finance")


class PaymentProvider(models.Model):
    """Where the lines of the gateway's statement go in the books."""

    _inherit = "payment.provider"

    sagepay_fetch = fields.Boolean(
        string="Fetch the statement every day",
        help="Needs the account service key. Without it, statements can be uploaded.",
        default=True,
    )
    sagepay_catch_up_days = fields.Integer(
        string="Days to catch up",
        help="How many days back a missing statement is still fetched.",
        default=7,
    )
    sagepay_alert_days = fields.Integer(
        string="Days until a payment must be on the statement",
        default=5,
    )
    sagepay_fee_account_id = fields.Many2one(
        "account.account", string="Account for fees", check_company=True, copy=False
    )
    sagepay_fee_tax_id = fields.Many2one(
        "account.tax",
        string="Purchase tax of fees",
        help="Leave empty when the business cannot claim input VAT: it is then part "
        "of the fee.",
        domain="[('type_tax_use', '=', 'purchase'), ('amount_type', '=', 'percent')]",
        check_company=True,
        copy=False,
    )
    sagepay_payout_account_id = fields.Many2one(
        "account.account",
        string="Account for payouts on their way",
        help="From the payout by the gateway until it arrives in the bank.",
        domain="[('reconcile', '=', True)]",
        check_company=True,
        copy=False,
    )

    @api.constrains("sagepay_catch_up_days", "sagepay_alert_days")
    def _check_sagepay_days(self):
        """Keep the number of days within what the gateway can answer."""
        for provider in self:
            if not (
                0 <= provider.sagepay_catch_up_days <= 60
                and 1 <= provider.sagepay_alert_days <= 60
            ):
                raise ValidationError(
                    self.env._("Days must be between 1 and 60 (0 to catch up none).")
                )

    @api.constrains("sagepay_fee_tax_id")
    def _check_sagepay_fee_tax(self):
        """Accept a tax whose amount goes to one account as soon as it is charged."""
        for tax in self.sagepay_fee_tax_id:
            if fault := self._sagepay_fee_tax_fault(tax):
                raise ValidationError(fault)

    @api.model
    def _sagepay_fee_tax_fault(self, tax):
        """Return why a tax cannot be used for fees, as a sentence; "" when it can."""
        shares = tax.invoice_repartition_line_ids.filtered(
            lambda share: share.repartition_type == "tax"
        )
        in_full = len(shares) == 1 and shares.factor_percent == 100
        if tax.amount_type != "percent" or not in_full or not shares.account_id:
            return self.env._(
                "The tax %s cannot be used for fees: it must be a percentage that goes "
                "to one account in full.",
                tax.name,
            )
        if tax.tax_exigibility != "on_invoice":
            return self.env._(
                "The tax %s cannot be used for fees: it is due on payment.", tax.name
            )
        return ""

    def _sagepay_propose_accounts(self):
        """Fill the accounts that are still empty from the company's own chart."""
        for provider in self.filtered(lambda p: p.code == const.PROVIDER_CODE):
            company = provider.company_id
            values = {
                "sagepay_fee_account_id": provider._sagepay_fee_account().id,
                "sagepay_payout_account_id": company.transfer_account_id.id,
            }
            if not provider.sagepay_fee_account_id:
                # Only together with the account: an emptied tax was emptied on purpose.
                values["sagepay_fee_tax_id"] = provider._sagepay_fee_tax().id
            missing = {k: v for k, v in values.items() if v and not provider[k]}
            if missing:
                provider.write(missing)

    def _sagepay_fee_account(self):
        """Return the chart's account of bank charges, else one for expenses."""
        company = self.company_id
        template = self.env["account.chart.template"].with_company(company)
        for name in FEE_ACCOUNTS:
            found = template.ref(name, raise_if_not_found=False)
            if found and found.account_type.startswith("expense"):
                return found
        return self.env["account.account"].search(
            [
                *self.env["account.account"]._check_company_domain(company),
                ("account_type", "=", "expense"),
                ("active", "=", True),
            ],
            limit=1,
        )

    def _sagepay_fee_tax(self):
        """Return the company's purchase tax when it fits fees, else none."""
        tax = self.company_id.account_purchase_tax_id
        return tax.filtered(lambda tax: not self._sagepay_fee_tax_fault(tax))

    def _sagepay_check_can_settle(self):
        """Refuse to book a statement where it could not be right.

        :raise UserError: with the sentence that says what to set
        """
        self.ensure_one()
        self._sagepay_propose_accounts()
        journal = self.journal_id
        if not journal or not journal.default_account_id:
            raise UserError(
                self.env._("Choose the journal of Sage Pay in the settings first.")
            )
        currency = journal.currency_id or self.company_id.currency_id
        if currency.name != const.CURRENCY:
            raise UserError(
                self.env._(
                    "The journal %s is not in rand. Let the settings make one.",
                    journal.display_name,
                )
            )
        if not (self.sagepay_fee_account_id and self.sagepay_payout_account_id):
            raise UserError(
                self.env._("Choose the accounts of the statement in the settings.")
            )
        if self._sagepay_method_line().payment_account_id == journal.default_account_id:
            raise UserError(
                self.env._(
                    "Payments of Sage Pay are booked on the account of the journal %s "
                    "at once, so its statement would count them twice. Choose an "
                    "outstanding receipts account for them on the journal.",
                    journal.display_name,
                )
            )

    def _sagepay_method_line(self):
        """Return the journal's way of payment that stands for this provider."""
        return self.journal_id.inbound_payment_method_line_ids.filtered(
            lambda line: line.payment_provider_id == self
        )

    def _sagepay_make_journal(self):
        """Create a journal for the money at the gateway, in rand, and use it."""
        self.ensure_one()
        zar = self.env.ref("base.ZAR")
        in_rand = self.company_id.currency_id == zar
        if not in_rand:
            zar.active = True
        journal = self.env["account.journal"].create(
            {
                "name": self.env._("Sage Pay account"),
                "code": self._sagepay_free_code(),
                "type": "bank",
                "company_id": self.company_id.id,
                "currency_id": False if in_rand else zar.id,
            }
        )
        self.journal_id = journal
        self._sagepay_propose_accounts()
        return journal

    def _sagepay_free_code(self):
        """Return a journal code nobody in the company uses."""
        taken = set(
            self.env["account.journal"]
            .with_context(active_test=False)
            .search([("company_id", "=", self.company_id.id)])
            .mapped("code")
        )
        codes = ["NETC", *(f"NC{number}" for number in range(1, 1000))]
        return next(code for code in codes if code not in taken)

    def _sagepay_can_fetch(self):
        """Tell whether the statements of this provider can and may be asked for."""
        # Only system administrators may read the key; whether there is one is enough.
        has_key = bool(self.sudo().sagepay_account_key)
        return self.state != "disabled" and self.sagepay_fetch and has_key

    def _sagepay_kinds_on_statements(self):
        """Return which payments are missed on statements: [True] for live ones alone.

        Once it is live, payments of the time of testing come on no statement any more.
        """
        return [True, False] if self.state == "test" else [True]

    def _sagepay_statement_client(self):
        """Return the client that asks for statements.

        :raise Rejected: see :meth:`_sagepay_hosts`
        """
        live = self.state == "enabled"
        _page, service_base, simulated = self._sagepay_hosts(live=live)
        return StatementClient(service_base, simulated=simulated)
