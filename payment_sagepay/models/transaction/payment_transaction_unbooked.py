import random

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ... import const, intake


class PaymentTransaction(models.Model):
    """When a receipt cannot be booked: kept with its reason, told once, resumed."""

    _inherit = "payment.transaction"

    sagepay_posting_error = fields.Char(
        string="Why it is not booked", readonly=True, copy=False
    )
    sagepay_alert_id = fields.Many2one(
        "mail.activity", readonly=True, copy=False, ondelete="set null"
    )

    def _post_process(self):
        """Remember why a receipt could not be booked, whoever asked for it."""
        ours = self.filtered(lambda tx: tx.provider_code == const.PROVIDER_CODE)
        try:
            result = super()._post_process()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            if len(ours) == 1:
                ours._sagepay_note_after_rollback(error)
            raise
        ours._sagepay_posting_succeeded()
        return result

    def _sagepay_note_after_rollback(self, error):
        """Write the failure down once this transaction has been rolled back.

        What is written before that would be undone, and another cursor would wait
        for the row that is locked here.
        """
        registry, tx_id = self.env.registry, self.id
        self.env.cr.postrollback.add(
            lambda: intake.note_posting_failure(registry, tx_id, error)
        )

    def _sagepay_cause(self, error):
        """Return one line that says to an accountant what went wrong."""
        if isinstance(error, UserError):
            return " ".join(str(error).split())[:250]
        # Kept by the system itself, which has no language, for this person to read.
        env = self.with_context(lang=self._sagepay_accountant().lang).env
        return env._(
            "Unexpected error (%s); the server's log says more.", type(error).__name__
        )

    def _sagepay_posting_failed(self, cause):
        """Keep the reason; ask a person to put it right, once per cause.

        :param str cause: one line, shown to the accountant
        """
        self._sagepay_lock()
        if self.is_post_processed or self.sagepay_posting_error == cause:
            return
        same = self.search(
            [
                ("sagepay_posting_error", "=", cause),
                ("sagepay_alert_id.active", "=", True),
                ("company_id", "=", self.company_id.id),
            ],
            limit=1,
        )
        alert = same.sagepay_alert_id or self._sagepay_alert(cause)
        self._sagepay_note_alert(cause, alert)

    def _sagepay_note_alert(self, cause, alert):
        """Keep reason and task; a task that no payment needs any more has ended."""
        before = self.sagepay_alert_id - alert
        self.write({"sagepay_posting_error": cause, "sagepay_alert_id": alert.id})
        needed = [("sagepay_alert_id", "in", before.ids)]
        if before and not self.search_count(needed, limit=1):
            before.action_feedback(feedback=self.env._("This is put right."))

    def _sagepay_alert(self, cause):
        """Create the task for the accountant and return it."""
        document = self.invoice_ids[:1] or self.partner_id.commercial_partner_id
        accountant = self._sagepay_accountant()
        env = self.with_context(lang=accountant.lang).env
        return document.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=env._("Online payment not booked"),
            note=env._(
                "The online payment %(reference)s of %(amount)s was made, but its "
                "receipt cannot be booked: %(cause)s Put this right. The receipt is "
                "then booked within the hour, or at once with Book now under "
                "Sage Pay, To look at.",
                reference=self.reference,
                amount=self.currency_id.format(self.amount),
                cause=cause,
            ),
            user_id=accountant.id,
        )

    def _sagepay_posting_succeeded(self):
        """Forget the reason, and end the task when nothing else has it."""
        for tx in self.filtered("sagepay_posting_error"):
            tx._sagepay_note_alert(False, tx.sagepay_alert_id.browse())

    def _cron_sagepay_book(self):
        """Book the receipts of paid payments that have none, however old they are."""
        waiting = [
            ("provider_code", "=", const.PROVIDER_CODE),
            ("state", "=", "done"),
            ("is_post_processed", "=", False),
        ]
        found = self.search(waiting, order="id")
        failing = found.filtered("sagepay_posting_error")
        fresh = found - failing
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(fresh))
        for tx_id in fresh.ids:
            intake.book(self.env.registry, tx_id)
            if not commit(1):
                return
        # As far as time allows, another one first each time; the rest in an hour.
        for tx_id in random.sample(failing.ids, len(failing)):
            intake.book(self.env.registry, tx_id)
            if not commit():
                return
