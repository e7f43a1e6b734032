from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ... import const, statement_fetch
from ...paynow.statement_day import last_ready_day

INTERIM_PAUSE = timedelta(minutes=55)
# Payments that are still pending after so long (days) are not asked about hourly.
INTERIM_DAYS = 14


class SagepayStatementDay(models.Model):
    """The schedule: which days to fetch, and when."""

    _inherit = "sagepay.statement.day"

    @api.model
    def _cron_fetch(self):
        """Fetch and book what is due of every company, then compare with the books.

        Files that were uploaded are booked where nothing is fetched, too.
        """
        commit = self.env["ir.cron"]._commit_progress
        due = {}
        for provider in self._providers_with_statements():
            if provider._sagepay_can_fetch():
                self._plan_days(provider)
            due[provider.id] = self._due(provider).ids
        # Also ends this transaction, so that none is open while the gateway answers.
        commit(remaining=sum(map(len, due.values())) + len(due))
        for provider_id, day_ids in due.items():
            for done, day_id in enumerate(day_ids, start=1):
                go_on = statement_fetch.fetch(self.env.registry, day_id)
                if not commit(1):
                    return
                if not go_on:
                    commit(len(day_ids) - done)
                    break
            self._watch_now(provider_id)
            commit(1)
        self._wake_up()

    def _watch_now(self, provider_id):
        """Compare the books with the statements in a transaction of its own."""

        def watch(env):
            provider = env["payment.provider"].browse(provider_id)
            env[self._name]._watch(provider)

        statement_fetch.step(self.env.registry, watch)

    @api.model
    def _providers_with_statements(self):
        """Return the providers with days in the calendar, or a key to get some."""
        providers = self.env["payment.provider"].search(
            [("code", "=", const.PROVIDER_CODE)]
        )
        known = self.search([("provider_id", "in", providers.ids)]).provider_id
        return providers.filtered(lambda p: p in known or p._sagepay_can_fetch())

    @api.model
    def _last_ready_day(self):
        """Return the newest day the gateway can have a statement of."""
        return last_ready_day(fields.Datetime.now().replace(tzinfo=UTC))

    @api.model
    def _plan_days(self, provider):
        """Have a row for each day that is looked for, and for the interim one."""
        last = self._last_ready_day()
        span = range(provider.sagepay_catch_up_days)
        wanted = {last - timedelta(days=back) for back in (*span, 0)}
        known = self.search(
            [
                ("provider_id", "=", provider.id),
                ("kind", "=", "day"),
                ("date", "in", list(wanted)),
            ]
        ).mapped("date")
        for date in sorted(wanted - set(known)):
            self._of(provider, date)
        if self._has_pending(provider):
            self._of(provider, self._gateway_today(), "interim")

    @api.model
    def _due(self, provider):
        """Return the days to go on with now, oldest first so that they chain."""
        now = fields.Datetime.now()
        in_time = Domain("next_try_at", "=", False) | Domain("next_try_at", "<=", now)
        found = self.search(self._days_to_do(provider) & in_time, order="date")
        return found | self.search(self._interim_to_do(provider) & in_time)

    def _days_to_do(self, provider):
        """Return the domain of the days there is something to do about, in time.

        Whatever is left out here is never done by itself: it waits for a person.
        """
        last = self._last_ready_day()
        first = last - timedelta(days=max(provider.sagepay_catch_up_days - 1, 0))
        days = Domain("state", "=", "booking")
        if provider._sagepay_can_fetch():
            days |= Domain("state", "=", "requested") | Domain("refetch", "=", True)
            # A failed day without a time to try again waits for a person.
            days |= Domain("date", ">=", first) & (
                Domain("state", "=", "missing")
                | Domain([("state", "=", "failed"), ("next_try_at", "!=", False)])
            )
        return days & Domain([("provider_id", "=", provider.id), ("kind", "=", "day")])

    def _interim_to_do(self, provider):
        """Return the domain of today's interim statement, if a payment is pending."""
        if not (provider._sagepay_can_fetch() and self._has_pending(provider)):
            return Domain.FALSE
        return Domain(
            [
                ("provider_id", "=", provider.id),
                ("kind", "=", "interim"),
                ("date", "=", self._gateway_today()),
            ]
        )

    @api.model
    def _has_pending(self, provider):
        """Tell whether a bank EFT or cash payment is waited for."""
        since = fields.Datetime.now() - timedelta(days=INTERIM_DAYS)
        return bool(
            self.env["payment.transaction"].search_count(
                [
                    ("provider_id", "=", provider.id),
                    ("state", "=", "pending"),
                    ("create_date", ">=", since),
                ],
                limit=1,
            )
        )

    @api.model
    def _wake_up(self):
        """Run again when the first of the waiting days can be asked for.

        Only for what a later run will go on with: a time that is past, or of a row that
        nothing is done about, would call the scheduled action without end.
        """
        waiting = Domain("next_try_at", ">", fields.Datetime.now())
        waiting &= Domain.OR(
            self._days_to_do(provider) | self._interim_to_do(provider)
            for provider in self._providers_with_statements()
        )
        first = self.search(waiting, order="next_try_at", limit=1)
        if first:
            cron = self.env.ref("payment_sagepay.cron_fetch_statements")
            cron._trigger(at=first.next_try_at)

    def action_fetch_again(self):
        """Ask for these days again soon, however old and whatever became of them.

        What the gateway is making already is only collected: asking for it a second
        time would begin the wait afresh. (G-12)

        :return: an action that says so
        :raise AccessError: for everybody but those who book payments
        """
        self.env["sagepay.exception"]._require_bookkeeper()
        # Of the companies of whoever asks, as the record rules say.
        self.check_access("read")
        # Rights were checked; the rows are nobody's to write.
        being_made = self.sudo().filtered(lambda day: day._is_being_made())
        self.sudo().next_try_at = False
        for day_sudo in self.sudo() - being_made:
            day_sudo.refetch = day_sudo.state != "booking"
            day_sudo.polling_id = False
        refused = (
            self.env["sagepay.exception"]
            .sudo()
            .search([("kind", "=", "fetch_refused"), ("day_id", "in", self.ids)])
        )
        refused._set_settled()
        self.env.ref("payment_sagepay.cron_fetch_statements").sudo()._trigger()
        return self._tell_fetching(being_made)

    def _tell_fetching(self, being_made):
        """Return the notification that says whether the gateway will be asked.

        :param being_made: those of these days that are not asked for again
        """
        # Only system administrators may read providers.
        can_fetch = any(day.provider_id._sagepay_can_fetch() for day in self.sudo())
        if not self:
            message = self.env._("No day is missing. Ask the gateway.")
        elif can_fetch:
            message = self._words_of_fetching(being_made)
        else:
            message = self.env._(
                "Statements are not fetched: the settings have no account service key, "
                "or fetching is switched off. Upload the file instead."
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info" if can_fetch else "warning",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _words_of_fetching(self, being_made):
        """Return which of these days are asked for, and which are waited for."""
        sentences = []
        if being_made:
            days = being_made.sorted("date")
            sentences.append(
                self.env._(
                    "Already asked for, and fetched as soon as the gateway has made "
                    "it: %(days)s.",
                    days=", ".join(day._date_in_words() for day in days),
                )
            )
        if len(being_made) < len(self):
            sentences.append(
                self.env._("The gateway is asked. Look again in a minute.")
            )
        return " ".join(sentences)
