from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.payment.logging import get_payment_logger

from ... import const, keycheck
from .payment_provider import KEY_FIELDS

_logger = get_payment_logger(__name__, sensitive_keys=const.SENSITIVE_KEYS)

# Hours after which stored keys are asked about again without anybody pressing Check,
# and after which a check that learnt nothing may be repeated by itself.
CHECKED_EVERY = 20
UNCLEAR_AGAIN_AFTER = 1

# Reading the form again would take what was typed and not saved yet.
STAY = {"type": "ir.actions.act_window_close", "infos": {"noReload": True}}


class PaymentProvider(models.Model):
    """Whether the keys are right: by a person's click, when changed, once a day."""

    _inherit = "payment.provider"

    def _sagepay_keys(self, entered=None):
        """Return the keys of this provider, or what was ``entered`` instead.

        :param dict entered: field name to text, of the fields a person has filled in
        :rtype: keycheck.Keys
        """
        # Only system administrators may read keys; none is shown by this.
        values = {name: self.sudo()[name] for name in KEY_FIELDS} | (entered or {})
        texts = [(values[name] or "").strip() for name in KEY_FIELDS]
        return keycheck.Keys(*texts)

    def _sagepay_last_check(self, keys=None):
        """Return the newest check of exactly these keys; empty when never asked.

        :param keycheck.Keys keys: else the stored ones
        """
        self.ensure_one()
        fingerprint = (keys or self._sagepay_keys()).fingerprint
        # Administrators read checks; the health list reads them for accountants.
        return (
            self.env["sagepay.key.check"]
            .sudo()
            .search(
                [
                    ("provider_id", "=", self.id),
                    ("fingerprint", "=", fingerprint),
                    ("result", "!=", "asking"),
                ],
                limit=1,
            )
        )

    def _sagepay_check_entered(self, keys, state):
        """Ask about keys that are to be stored; return the ``keycheck.Answer``.

        What was answered a moment ago about the same keys is not asked again: a failed
        check counts towards the lock.
        """
        last = self._sagepay_last_check(keys)
        since = fields.Datetime.now() - timedelta(minutes=const.KEY_CHECK_FRESH)
        if last.result in ("valid", "wrong") and last.asked_at > since:
            return keycheck.Answer(last.result, last.message)
        return keycheck.check(self, keys, state)

    def action_sagepay_check_keys(self):
        """Ask about the stored keys, now, because a person wants to know.

        :raise UserError: when there is nothing to ask about
        """
        self.ensure_one()
        self.check_access("write")
        return self._sagepay_check_and_tell(
            self._sagepay_keys(), self.state, {"type": "ir.actions.act_window_close"}
        )

    def _sagepay_check_and_tell(self, keys, state, then=None):
        """Ask about ``keys`` and return the notification that tells the answer.

        :param dict then: as for ``_sagepay_tell``
        """
        if not keys.can_be_asked:
            raise UserError(
                self.env._(
                    "Enter the account number and the Pay Now service key first."
                )
            )
        return self._sagepay_tell(keycheck.check(self, keys, state), then)

    def _sagepay_tell(self, answer, then=None):
        """Return the client action that shows an ``Answer`` to the person.

        :param dict then: the action that follows it, else the form stays as it was
            typed
        """
        kinds = {"valid": "success", "wrong": "danger", "locked": "danger"}
        params = {
            "title": self.env._("Sage Pay keys"),
            "message": answer.message,
            "type": kinds.get(answer.result, "warning"),
            "sticky": answer.result != "valid",
            "next": then or STAY,
        }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": params,
        }

    def write(self, vals):
        """Let changed keys be checked soon, also when a program changed them."""
        result = super().write(vals)
        if set(KEY_FIELDS) & vals.keys():
            if any(p.code == const.PROVIDER_CODE for p in self):
                self._sagepay_wake("payment_sagepay.cron_check_keys")
        return result

    @api.model
    def _sagepay_wake(self, xmlid):
        """Run the scheduled action as soon as possible; nothing without it."""
        # Whoever changes something need not be allowed to see scheduled actions.
        cron = self.env.ref(xmlid, raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger()

    @api.model
    def _cron_sagepay_check_keys(self):
        """Ask about the keys in use once a day, each account once.

        Keys that failed, and a locked account, are left alone until something changes
        or a person presses Check.
        """
        providers = self.search(
            [("code", "=", const.PROVIDER_CODE), ("state", "!=", "disabled")]
        )
        asked = set()
        for provider in providers:
            keys = provider._sagepay_keys()
            if keys.account in asked or not provider._sagepay_is_check_due(keys):
                continue
            asked.add(keys.account)
            answer = keycheck.check(provider, keys, provider.state, automatic=True)
            _logger.info("Sage Pay keys of %s: %s", provider.id, answer.result)
            if answer.result == "wrong":
                provider._sagepay_report_wrong_keys(answer)
            self.env["ir.cron"]._commit_progress(1)

    def _sagepay_is_check_due(self, keys):
        """Tell whether the scheduled action may ask about ``keys`` now.

        An answer that was lost says nothing about them. Should it have been a failed
        try, one a day is far from the three in ten minutes that lock the account.
        """
        if not keys.can_be_asked:
            return False
        last = self._sagepay_last_check(keys)
        if not last:
            return True
        if last.result in ("wrong", "locked"):
            return False
        hours = UNCLEAR_AGAIN_AFTER if last.result == "unclear" else CHECKED_EVERY
        return last.asked_at < fields.Datetime.now() - timedelta(hours=hours)
