import ipaddress
import os
from typing import NamedTuple
from urllib.parse import urlsplit

from odoo import SUPERUSER_ID, api, fields, models

from ... import const
from ...paynow import hosts

# No address that the world can reach ends like this.
PRIVATE_ENDINGS = (".local", ".localhost", ".lan", ".internal", ".test", ".example")


class Finding(NamedTuple):
    """One thing a person should know about the configuration.

    ``level`` is danger (money is lost or late), warning (it may be) or info.
    """

    code: str
    level: str
    text: str


class PaymentProvider(models.Model):
    """What is wrong with the configuration, in sentences, before it costs money."""

    _inherit = "payment.provider"

    sagepay_findings = fields.Html(
        string="Is anything missing?",
        compute="_compute_sagepay_findings",
        sanitize=False,  # rendered here from our own sentences, escaped
        groups="base.group_system",
    )

    def _compute_sagepay_findings(self):
        """Render what is missing or wrong, the worst first."""
        qweb = self.env["ir.qweb"]
        for provider in self:
            ours = provider.code == const.PROVIDER_CODE
            provider.sagepay_findings = ours and qweb._render(
                "payment_sagepay.findings", {"findings": provider._sagepay_findings()}
            )

    def _sagepay_findings(self):
        """Return everything worth knowing about this provider, the worst first.

        :rtype: list[Finding]
        """
        self.ensure_one()
        # Read for the settings page of an administrator and for alerts; the journals,
        # scheduled actions and parameters behind it are nobody's own.
        provider = self.sudo()
        findings = [
            *provider._sagepay_booking_findings(),
            *provider._sagepay_key_findings(),
            *provider._sagepay_offer_findings(),
            *provider._sagepay_address_findings(),
            *provider._sagepay_schedule_findings(),
            *provider._sagepay_stand_in_findings(),
            *provider._sagepay_place_findings(),
            *provider._sagepay_mail_findings(),
        ]
        order = ("danger", "warning", "info")
        return sorted(findings, key=lambda finding: order.index(finding.level))

    def _sagepay_key_findings(self):
        """Yield what is known about the keys in use."""
        keys = self._sagepay_keys()
        if not keys.service:
            return
        if not keys.can_be_asked:
            text = self.env._(
                "The keys were never checked: enter the account number and press Check."
            )
            yield Finding("keys_unchecked", "warning", text)
            return
        last = self._sagepay_last_check(keys)
        if last.result == "wrong":
            text = self.env._(
                "%(reason)s It is not asked again by itself: correct it, or press "
                "Check.",
                reason=last.message,
            )
            yield Finding("keys_wrong", "danger", text)
        elif last.result != "valid":
            text = self.env._("The keys are not confirmed by Sage Pay: press Check.")
            yield Finding("keys_unchecked", "warning", text)

    def _sagepay_offer_findings(self):
        """Yield why customers may not see Sage Pay although it is switched on."""
        if self.state == "disabled":
            return
        if not self.is_published:
            text = self.env._(
                "Customers do not see Sage Pay: it is not published. Publish it on the "
                "payment provider."
            )
            yield Finding("unpublished", "warning", text)
        if not self.payment_method_ids.filtered("active"):
            text = self.env._(
                "No payment method is active for Sage Pay: customers cannot choose it."
            )
            yield Finding("no_method", "danger", text)

    @api.model
    def _sagepay_base_is_public(self):
        """Tell whether the gateway can reach the configured base address."""
        parts = urlsplit(self._sagepay_callback_urls()["notify"])
        host = parts.hostname or ""
        try:
            outside = ipaddress.ip_address(host).is_global
        except ValueError:
            outside = "." in host and not f".{host}".endswith(PRIVATE_ENDINGS)
        return parts.scheme == "https" and outside

    @api.model
    def _sagepay_base_is_frozen(self):
        """Tell whether nobody's login changes the base address."""
        # A system parameter any login of an administrator obeys; no secret.
        parameters = self.env["ir.config_parameter"].sudo()
        return bool(parameters.get_param("web.base.url.freeze"))

    def _sagepay_address_findings(self):
        """Yield what is wrong with the addresses Sage Pay posts to (O-08)."""
        if not self._sagepay_base_is_public():
            level = "danger" if self.state == "enabled" else "warning"
            text = self.env._(
                "Sage Pay can reach public https addresses only, and the address of "
                "this Odoo is %(base)s. Set the system parameter web.base.url to the "
                "address your customers use.",
                base=self._sagepay_callback_urls()["notify"].partition("/payment/")[0],
            )
            yield Finding("base_url", level, text)
        elif not self._sagepay_base_is_frozen():
            text = self.env._(
                "The address changes when an administrator signs in under another "
                "name. Press “Keep this address” in the Sage Pay settings."
            )
            yield Finding("base_url_not_frozen", "warning", text)

    def _sagepay_schedule_findings(self):
        """Yield scheduled actions that are off or run as nobody (C-07)."""
        if self.state == "disabled":
            return
        ids = (
            self.env["ir.model.data"]
            .search([("module", "=", "payment_sagepay"), ("model", "=", "ir.cron")])
            .mapped("res_id")
        )
        core = self.env.ref(
            "payment.cron_post_process_payment_tx", raise_if_not_found=False
        )
        crons = self.env["ir.cron"].with_context(active_test=False)
        for cron in crons.browse([*ids, *(core.ids if core else [])]).exists():
            runs_as_system = cron.user_id.id == SUPERUSER_ID  # never marked active
            if cron.active and (runs_as_system or cron.user_id.active):
                continue
            text = self.env._(
                "The scheduled action “%(name)s” is switched off, or its user is. "
                "Switch it on under Settings, Technical, Scheduled Actions.",
                name=cron.name,
            )
            yield Finding("cron", "danger", text)

    def _sagepay_stand_in_findings(self):
        """Yield what could stand in for the real gateway (O-05)."""
        live = self.state == "enabled"
        if os.environ.get(hosts.SIMULATOR_VARIABLE, "").strip():
            text = self.env._(
                "This server is started with %(variable)s: test payments go to a local "
                "simulator, live payments are refused.",
                variable=hosts.SIMULATOR_VARIABLE,
            )
            yield Finding("simulator", "danger" if live else "info", text)
        if live and self.search_count(
            [
                ("code", "=", "demo"),
                ("state", "!=", "disabled"),
                ("company_id", "=", self.company_id.id),
            ],
            limit=1,
        ):
            text = self.env._(
                "The demo payment provider is switched on beside live Sage Pay: "
                "anybody can mark invoices as paid with it. Disable it."
            )
            yield Finding("demo_provider", "danger", text)

    def _sagepay_place_findings(self):
        """Yield where Sage Pay does not serve."""
        country = self.company_id.country_id
        if country and country.code != "ZA":
            text = self.env._(
                "Sage Pay opens accounts for businesses in South Africa; this company "
                "is in %(country)s. Customers may pay from anywhere.",
                country=country.name,
            )
            yield Finding("country", "info", text)
        currency = self.company_id.currency_id
        if currency.name != const.CURRENCY:
            text = self.env._(
                "Sage Pay takes rand (ZAR) only: documents in %(currency)s cannot be "
                "paid with it.",
                currency=currency.name,
            )
            yield Finding("currency", "info", text)

    def _sagepay_mail_findings(self):
        """Yield e-mails that go nowhere."""
        if self.sagepay_mail_business and not self._sagepay_business_addresses():
            text = self.env._(
                "E-mail notification on payment is switched on, but nobody with an "
                "e-mail address is chosen."
            )
            yield Finding("mail_nobody", "warning", text)
        failed = self.env["payment.transaction"].search_count(
            [
                ("provider_id", "=", self.id),
                ("sagepay_mail_due_at", "=", False),
                ("sagepay_mail_failure", "!=", False),
            ]
        )
        if failed:
            text = self.env._(
                "%(count)s receipts could not be e-mailed; the payments are booked.",
                count=failed,
            )
            yield Finding("mail", "warning", text)
