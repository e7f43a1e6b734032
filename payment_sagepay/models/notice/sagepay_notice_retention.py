import json
from datetime import timedelta

from odoo import api, fields, models

from ... import const

# What is left of the posted fields: what was claimed about the money.
KEPT = {"transactionaccepted", "requesttrace", "reference", "amount", "method"}
BATCH = 500


class SagepayNotice(models.Model):
    """What is about a person goes after a time; what is about money stays."""

    _inherit = "sagepay.notice"

    pruned_at = fields.Datetime(
        string="Personal data removed on", readonly=True, index="btree_not_null"
    )

    @api.model
    def _cron_prune(self):
        """Remove addresses, free texts and other personal data of old notices.

        Rows, traces, references, amounts and outcomes stay for good. How long the
        rest is kept is a system parameter (days).
        """
        domain = [
            ("received_at", "<", self._keep_personal_since()),
            ("pruned_at", "=", False),
            ("next_check_at", "=", False),
        ]
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=self.search_count(domain))
        while notices := self.search(domain, order="id", limit=BATCH):
            notices._prune()
            if not commit(len(notices)):
                break

    @api.model
    def _keep_personal_since(self):
        """Return the moment (UTC) before which personal data is not kept."""
        # Reading a setting needs no right of the caller.
        parameters = self.env["ir.config_parameter"].sudo()
        text = parameters.get_param(const.KEEP_PERSONAL_PARAMETER, "")
        days = int(text) if text.isdecimal() else const.KEEP_PERSONAL_DAYS
        return fields.Datetime.now() - timedelta(days=days)

    def _prune(self):
        """Rewrite the evidence of these notices without what is about a person."""
        now = fields.Datetime.now()
        for notice in self:
            notice._write_shortened(
                {
                    "posted": notice._posted_about_money(),
                    "posted_reason": False,
                    "reply_text": False,
                    "failure": False,
                    "pruned_at": now,
                }
            )

    def _posted_about_money(self):
        """Return the posted fields that are about money, in their order."""
        try:
            pairs = json.loads(self.posted or "[]")
        except ValueError:
            pairs = []  # cut off when it was stored
        # What the statement told is no list of posted fields; its line has it all.
        posted = [pair for pair in pairs if isinstance(pair, list)]
        kept = [pair for pair in posted if str(pair[0]).lower() in KEPT]
        return json.dumps(kept, indent=1)
