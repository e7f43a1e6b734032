from datetime import UTC, datetime, time, timedelta

from odoo import api, fields, models

from ...paynow.statement_day import GATEWAY_ZONE, gateway_day
from ..attention.sagepay_exception_again import AGAIN

# Rows looked at in one go; the rest the next time.
WATCH_LIMIT = 1000
# An entry somebody makes in the journal shows for so many days back.
RECHECKED_DAYS = 62


class SagepayStatementDay(models.Model):
    """What should have been on a statement by now, and is not. (S-07, N-04)"""

    _inherit = "sagepay.statement.day"

    @api.model
    def _gateway_today(self):
        """Return today's date in Africa/Johannesburg."""
        return gateway_day(fields.Datetime.now().replace(tzinfo=UTC))

    @api.model
    def _watch(self, provider):
        """Compare the books of one provider with its statements, both ways."""
        today = self._gateway_today()
        since = today - timedelta(days=RECHECKED_DAYS)
        days = self.search([("provider_id", "=", provider.id)], limit=1)
        days._days_in_books(("date", ">=", since))[:1]._check_books()
        self._settle_what_came_later(provider)
        lines = self.env["sagepay.statement.line"]
        lines._settle_payouts(provider)
        lines._check_payouts(provider, today)
        self._check_payments(provider, today)

    @api.model
    def _settle_what_came_later(self, provider):
        """Settle listed receipts whose payment is in the books by now."""
        rows = self.env["sagepay.exception"].search(
            [
                ("provider_id", "=", provider.id),
                ("state", "=", "open"),
                ("kind", "in", AGAIN),
            ],
            limit=WATCH_LIMIT,
        )
        rows._settle_again()

    @api.model
    def _check_payments(self, provider, today):
        """List booked payments the statement does not show in time; unlist others.

        Nothing is undone by itself: a person asks the gateway first.
        """
        listing = self.env["sagepay.exception"]
        late = self._late_payments(provider, today)
        listing._list([self._late_exception(tx) for tx in late])
        rows = listing.search(
            [
                ("kind", "=", "not_on_statement"),
                ("provider_id", "=", provider.id),
                ("state", "=", "open"),
            ]
        )
        rows.filtered(
            lambda row: row.transaction_id.payment_id.is_matched
        )._set_settled()

    def _late_payments(self, provider, today):
        """Return payments done more than the agreed days ago and not settled.

        Only from the first imported day on: what is older was settled otherwise.
        """
        first = self.search(
            [
                ("provider_id", "=", provider.id),
                ("kind", "=", "day"),
                ("state", "in", ("empty", "imported")),
            ],
            order="date",
            limit=1,
        )
        if not first:
            return self.env["payment.transaction"]
        return self.env["payment.transaction"].search(
            [
                ("provider_id", "=", provider.id),
                ("is_live", "in", provider._sagepay_kinds_on_statements()),
                ("state", "=", "done"),
                ("payment_id.state", "in", ("in_process", "paid")),
                ("payment_id.is_matched", "=", False),
                ("last_state_change", ">=", self._day_start(first.date)),
                (
                    "last_state_change",
                    "<",
                    self._day_start(
                        today - timedelta(days=provider.sagepay_alert_days)
                    ),
                ),
            ],
            order="id",
            limit=WATCH_LIMIT,
        )

    @api.model
    def _day_start(self, day):
        """Return when a day in Africa/Johannesburg begins, in UTC without zone."""
        start = datetime.combine(day, time.min, GATEWAY_ZONE)
        return start.astimezone(UTC).replace(tzinfo=None)

    def _late_exception(self, tx):
        """Return the values of the list's row about a payment."""
        return {
            "kind": "not_on_statement",
            "transaction_id": tx.id,
            "provider_id": tx.provider_id.id,
            "currency_id": tx.currency_id.id,
            "date": gateway_day(tx.last_state_change.replace(tzinfo=UTC)),
            "amount": tx.amount,
        }
