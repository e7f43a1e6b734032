import os

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import urls

from ... import const
from ...paynow import hosts
from ...paynow.client import PayNowClient
from ...paynow.errors import Rejected
from ...paynow.form import DEFAULT_VENDOR_KEY, is_guid
from ...paynow.keys import KeyClient, is_account_number

# What a merchant account is opened with, in the order people meet it.
KEY_FIELDS = (
    "sagepay_account_number",
    "sagepay_service_key",
    "sagepay_account_key",
    "sagepay_vendor_key",
)


class PaymentProvider(models.Model):
    _inherit = "payment.provider"

    code = fields.Selection(
        selection_add=[("sagepay", "Sage Pay")], ondelete={"sagepay": "set default"}
    )
    sagepay_service_key = fields.Char(
        string="Pay Now service key",
        help="From the merchant portal: NetConnector, Pay Now. It decides which "
        "account the money reaches.",
        required_if_provider="sagepay",
        groups="base.group_system",
        copy=False,
    )
    sagepay_account_number = fields.Char(
        string="Account number",
        help="The Netcash merchant account the keys belong to: digits only.",
        groups="base.group_system",
        copy=False,
    )
    sagepay_account_key = fields.Char(
        string="Account service key",
        help="From the merchant portal: NetConnector, Account service. Statements "
        "are fetched with it.",
        groups="base.group_system",
        copy=False,
    )
    sagepay_vendor_key = fields.Char(
        string="Software vendor key",
        help="Leave as it is unless Netcash gave you another one.",
        default=DEFAULT_VENDOR_KEY,
        groups="base.group_system",
    )

    @api.constrains(*KEY_FIELDS)
    def _check_sagepay_keys(self):
        """Refuse keys that cannot be keys, without repeating them."""
        # Keys are readable by system administrators only; their shape must hold
        # whoever writes them.
        for provider in self.sudo():
            for name in KEY_FIELDS:
                provider._sagepay_check_shape(name, provider[name])

    @api.model
    def _sagepay_check_shape(self, name, value):
        """Refuse a text that cannot be what the field ``name`` is for.

        :raise ValidationError: with a sentence that does not repeat a key
        """
        if not value:
            return
        label = self._fields[name]._description_string(self.env)
        if name == "sagepay_account_number":
            if not is_account_number(value):
                raise ValidationError(
                    self.env._(
                        "The %(field)s has digits only, eleven as a rule.", field=label
                    )
                )
        elif not is_guid(value):
            raise ValidationError(
                self.env._(
                    "The %(field)s is not complete: it has 36 characters like "
                    "00000000-0000-0000-0000-000000000000.",
                    field=label,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Take keys as they are pasted, with blanks around them."""
        return super().create([self._sagepay_clean_values(v) for v in vals_list])

    def write(self, vals):
        """Publish with enabling and withdraw with disabling, in one step.

        Customers only see published providers, so a state without the matching
        publication would be half a switch. An explicit ``is_published`` wins.
        """
        vals = self._sagepay_clean_values(vals)
        if "state" not in vals or "is_published" in vals:
            return super().write(vals)
        published = vals["state"] != "disabled"
        switched = self.filtered(
            lambda p: (
                p.code == const.PROVIDER_CODE and (p.state == "disabled") == published
            )
        )
        if not switched:
            return super().write(vals)
        super(PaymentProvider, self - switched).write(vals)
        return super(PaymentProvider, switched).write(
            {**vals, "is_published": published}
        )

    @api.model
    def _sagepay_clean_values(self, vals):
        """Return ``vals`` with pasted keys stripped of blanks."""
        keys = set(KEY_FIELDS) & vals.keys()
        return {**vals, **{k: (vals[k] or "").strip() or False for k in keys}}

    def _get_supported_currencies(self):
        """Offer rand only."""
        currencies = super()._get_supported_currencies()
        if self.code != const.PROVIDER_CODE:
            return currencies
        return currencies.filtered(lambda c: c.name == const.CURRENCY)

    def _get_default_payment_method_codes(self):
        """Activate Sage Pay's own method and its usual ways to pay with enabling."""
        self.ensure_one()
        if self.code != const.PROVIDER_CODE:
            return super()._get_default_payment_method_codes()
        return const.DEFAULT_PAYMENT_METHOD_CODES

    def _get_reset_values(self):
        """Forget account and keys when the credentials are reset."""
        values = super()._get_reset_values()
        if self.code != const.PROVIDER_CODE:
            return values
        return {
            **values,
            "sagepay_service_key": False,
            "sagepay_account_number": False,
            "sagepay_account_key": False,
        }

    @api.model
    def _sagepay_of_company(self, company):
        """Return the Sage Pay provider of ``company`` (of its root, for a branch)."""
        return self.search(
            [
                ("code", "=", const.PROVIDER_CODE),
                ("company_id", "=", company.root_id.id),
            ],
            limit=1,
        )

    @api.model
    def _sagepay_callback_urls(self):
        """Return the four addresses for the merchant portal, by kind.

        They come from the configured base address, never from the request that
        happens to ask.
        """
        # Reading a system parameter needs no right of the caller; it is public.
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url", "")
        return {kind: urls.urljoin(base, p) for kind, p in const.CALLBACK_PATHS.items()}

    def _sagepay_hosts(self, *, live, state=None):
        """Return (page base, service base, simulated) for one payment.

        :param bool live: whether the payment was started in live mode
        :param str state: state the provider is about to have, when not its own
        :raise Rejected: (override) when a simulator is configured on this server but
            is not on loopback, this payment is not a test, or the provider is that
            of a neutralized copy: nothing is sent then
        """
        self.ensure_one()
        base = hosts.simulator_base(os.environ)
        if base is None:
            return hosts.PAGE_BASE, hosts.SERVICE_BASE, False
        state = state or self.state
        # Switched off and without a key: a copy for testers, which asks nobody.
        is_copy = state == "disabled" and not self.sudo().sagepay_service_key
        if state == "enabled" or live or is_copy:
            raise Rejected("A simulator may serve test payments only", code="override")
        return base, base, True

    def _sagepay_client(self, *, live, deadline):
        """Return the client that asks the gateway about traces.

        :param bool live: whether the payment was started in live mode
        :param float deadline: seconds one question may take in all
        :raise Rejected: see :meth:`_sagepay_hosts`
        """
        _page, service_base, simulated = self._sagepay_hosts(live=live)
        return PayNowClient(service_base, simulated=simulated, deadline=deadline)

    def _sagepay_key_client(self, *, state):
        """Return the client that asks the gateway about keys.

        :param str state: state the provider has, or is about to be switched to
        :raise Rejected: see :meth:`_sagepay_hosts`
        """
        _page, service_base, simulated = self._sagepay_hosts(
            live=state == "enabled", state=state
        )
        return KeyClient(
            service_base, simulated=simulated, deadline=const.KEY_CHECK_DEADLINE
        )
