from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import format_time

from ...keycheck import Answer
from ...paynow.codes import SERVICE_PAY_NOW
from ...paynow.keys import KeyCheck

RESULTS = [
    ("asking", "Being asked"),
    ("valid", "Valid"),
    ("wrong", "Wrong"),
    ("locked", "Account locked"),
    ("unclear", "Not checked"),
    ("interrupted", "Interrupted"),
]
# The gateway locks an account for this long after the third failed try within it;
# observed in official plugins (netcash/paynow-php KeysValidator.php). We stop at two.
LOCK_MINUTES = 10
# Its count may begin a little after ours.
MARGIN = timedelta(minutes=1)
# Codes of questions that did not get as far as the gateway's service.
NEVER_ARRIVED = ("dns", "connect", "tls", "redirect", "simulated")
MOST_FAILURES = 2
# No question takes this long: whoever asked it is gone.
STALE_MINUTES = 2
KEPT_DAYS = 400


class SagepayKeyCheck(models.Model):
    """One row per question about keys: who asked, when, and what was answered."""

    _name = "sagepay.key.check"
    _description = "Sage Pay key check"
    _rec_name = "asked_at"
    _order = "id desc"

    provider_id = fields.Many2one(
        "payment.provider",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="provider_id.company_id", store=True)
    account_number = fields.Char(required=True, readonly=True)
    fingerprint = fields.Char(required=True, readonly=True)
    automatic = fields.Boolean(readonly=True)
    asked_at = fields.Datetime(required=True, readonly=True)
    answered_at = fields.Datetime(readonly=True)
    result = fields.Selection(RESULTS, required=True, readonly=True)
    message = fields.Text(readonly=True)

    # Two questions at once could be two failures at once.
    _one_at_a_time = models.UniqueIndex(
        "(account_number) WHERE result = 'asking'",
        "These keys are being checked at this moment.",
    )

    @api.model
    def _begin(self, provider_id, keys, automatic):
        """Write down that ``keys`` are asked about now.

        :return: (id of the row, None), or (None, why the question is not asked)
        """
        now = fields.Datetime.now()
        self._end_stale(keys.account, now)
        if refusal := self._refusal(keys.account, now):
            return None, refusal
        row_id = self._insert(provider_id, keys, automatic, now)
        if not row_id:
            return None, self.env._(
                "These keys are being checked at this moment. Look again in a few "
                "seconds."
            )
        return row_id, None

    @api.model
    def _insert(self, provider_id, keys, automatic, now):
        """Insert the row of a question, unless one is under way; return its id."""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "INSERT INTO sagepay_key_check (provider_id, company_id, "
                "account_number, fingerprint, automatic, asked_at, result, "
                "create_uid, create_date, write_uid, write_date) "
                "SELECT id, company_id, %(account)s, %(fingerprint)s, %(automatic)s, "
                "%(now)s, 'asking', %(uid)s, %(now)s, %(uid)s, %(now)s "
                "FROM payment_provider WHERE id = %(provider)s "
                "ON CONFLICT DO NOTHING RETURNING id",
                provider=provider_id,
                account=keys.account,
                fingerprint=keys.fingerprint,
                automatic=automatic,
                now=now,
                uid=self.env.uid,
            )
        )
        row = self.env.cr.fetchone()
        return row and row[0]

    @api.model
    def _end_stale(self, account, now):
        """Close questions whose asker died; they may have failed at the gateway."""
        stale = self.search(
            [
                ("account_number", "=", account),
                ("result", "=", "asking"),
                ("asked_at", "<", now - timedelta(minutes=STALE_MINUTES)),
            ]
        )
        stale.write(
            {
                "result": "interrupted",
                "message": self.env._("The check was interrupted."),
            }
        )

    @api.model
    def _refusal(self, account, now):
        """Return why another try could lock the account, or None."""
        since = now - timedelta(minutes=LOCK_MINUTES) - MARGIN
        recent = self.search(
            [("account_number", "=", account), ("asked_at", ">", since)]
        )
        failures = self.browse()
        for row in recent:
            if row.result == "valid":
                break  # a success ends the gateway's count
            if row.result in ("wrong", "locked", "interrupted"):
                failures |= row
        locked = failures.filtered(lambda row: row.result == "locked")
        if not locked and len(failures) < MOST_FAILURES:
            return None
        oldest = (locked or failures)[-1]
        until = oldest.asked_at + timedelta(minutes=LOCK_MINUTES) + MARGIN
        return self.env._(
            "Not asked: a third failed check within ten minutes locks the account at "
            "Sage Pay. You can check again at %(time)s.",
            time=format_time(self.env, until, time_format="HH:mm"),
        )

    def _finish(self, reply, keys):
        """Write down what came back and return it as an ``Answer``.

        A question that got there and whose answer is lost may have failed: it is kept
        as interrupted, and counts as a failed try for ten minutes.

        :param reply: a ``KeyCheck``, or the ``PayNowError`` there was instead
        """
        self.ensure_one()
        result = "unclear"
        message = self._silence()
        if isinstance(reply, KeyCheck):
            result = reply.verdict
            message = self._words(reply, keys)
        lost = not isinstance(reply, KeyCheck) and reply.code not in NEVER_ARRIVED
        self.write(
            {
                "result": "interrupted" if lost else result,
                "message": message,
                "answered_at": fields.Datetime.now(),
            }
        )
        return Answer(result, message)

    def _silence(self):
        """Return the sentence for a gateway that did not answer the question."""
        return self.env._(
            "Sage Pay could not be asked just now. That says nothing about the keys: "
            "they are checked again tomorrow, or when you press Check."
        )

    def _words(self, reply, keys):
        """Return what the gateway said about each part, in plain words."""
        verdict = reply.verdict
        if verdict == "valid":
            if keys.statement:
                return self.env._("The account number and both keys are valid.")
            return self.env._("The account number and the Pay Now key are valid.")
        if verdict == "locked":
            return self.env._(
                "Sage Pay has locked the account for ten minutes, as it does after "
                "three failed checks. Whether the keys are right was not said. Press "
                "Check after that: they are not checked by themselves before."
            )
        if verdict == "unclear":
            return self._silence()
        return self._wrong_account(reply, keys) or self._wrong_services(reply)

    def _wrong_account(self, reply, keys):
        """Return what is wrong with the account itself, or None."""
        return {
            "103": self.env._("Sage Pay does not know the software vendor key."),
            "104": self.env._(
                "Sage Pay has no active account with the number %(number)s.",
                number=keys.account,
            ),
        }.get(reply.account_status)

    def _wrong_services(self, reply):
        """Return one sentence per service that was not accepted."""
        sentences = []
        for number, status in sorted(reply.service_statuses.items(), reverse=True):
            pay_now = number == SERVICE_PAY_NOW
            if status == "105" and pay_now:
                text = self.env._("The account has no active Pay Now service.")
            elif status == "105":
                text = self.env._("The account has no active account service.")
            elif status == "106" and pay_now:
                text = self.env._(
                    "The Pay Now service key is not a key of this account."
                )
            elif status == "106":
                text = self.env._(
                    "The Account service key is not a key of this account."
                )
            else:
                continue
            sentences.append(text)
        return " ".join(sentences)

    @api.autovacuum
    def _gc_old_checks(self):
        """Forget checks that are more than a year old."""
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("asked_at", "<", limit)]).unlink()
