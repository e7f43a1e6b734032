from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ... import const
from ...paynow.statement_codes import DEPOSIT, Kind
from .sagepay_statement_day import DONE
from .sagepay_statement_day_check import GAP_DAYS

# Lines of which the references are looked at; a foreign file shows itself sooner.
GUARD_LINES = 5000
# The references of these are ours. What comes with a deposit into the account is
# whatever the payer wrote, a number of another company's invoice, too.
NAMED_BY_US = (Kind.RECEIPT, Kind.REVERSAL, Kind.INFORMATION)


class SagepayStatementDay(models.Model):
    """Is this file about our account? A statement does not say whose it is."""

    _inherit = "sagepay.statement.day"

    @api.model
    def _check_date(self, provider, date):
        """Refuse a file somebody uploads whose date cannot be right.

        Neither of a day to come, nor years from whatever is here: each day in between
        would be a day that is missing. The first file may be of any day. Where days are
        fetched, one that is not complete would keep the whole one from being fetched.

        :raise UserError: naming the date
        """
        fetched = provider._sagepay_can_fetch()
        last = self._last_ready_day() if fetched else self._gateway_today()
        if date > last:
            raise UserError(
                self.env._(
                    "This statement is of %(date)s; the newest that can be uploaded "
                    "now is of %(last)s.",
                    date=self._in_words(date),
                    last=self._in_words(last),
                )
            )
        near = self._nearest_day(provider, date)
        if near and abs(near.date - date) > timedelta(days=GAP_DAYS):
            raise UserError(
                self.env._(
                    "This statement is of %(date)s, more than %(days)s days from the "
                    "nearest one here, of %(near)s. If the date is right, upload one "
                    "of a day between them first.",
                    date=self._in_words(date),
                    days=GAP_DAYS,
                    near=near._date_in_words(),
                )
            )

    def _nearest_day(self, provider, date):
        """Return the day next to a date of which there is a statement, if any."""
        known = self._taken_in(provider)
        upto, since = Domain("date", "<=", date), Domain("date", ">=", date)
        both = self.search(known & upto, order="date desc", limit=1)
        both |= self.search(known & since, order="date", limit=1)
        return both.sorted(lambda day: abs(day.date - date))[:1]

    def _check_is_ours(self, statement, trust_start, fetched=False):
        """S-15: refuse a file that cannot be of this provider's account.

        It must not be about payments of another company alone, and it must go on
        where the newest day before it ended. Where it does not, or where there is no
        day before, a person must confirm it. A single reference of another company
        is somebody's, who paid here under it: that line is listed. (S-15, N-14)

        :param bool trust_start: a person confirmed, or the file was fetched with
            the provider's own key
        :param bool fetched: the latter, so that it is of no other account
        :raise UserError: saying which of these does not hold
        """
        if not fetched:
            self._check_references(statement)
        before = self._day_before()
        if trust_start:
            return
        if not before:
            raise UserError(
                self.env._(
                    "This is the first statement of %s. If it is the right account's, "
                    'tick "This is the statement of this account".',
                    self.provider_id.journal_id.display_name,
                )
            )
        closing = before._exact(before.closing)
        if closing != statement.opening:
            raise UserError(
                self.env._(
                    "This statement opens with %(opening)s, but %(date)s closed with "
                    "%(closing)s: it is another account's, or days between are "
                    "missing. Upload those first; or, if you are sure, tick "
                    '"This is the statement of this account".',
                    opening=statement.opening,
                    date=before._date_in_words(),
                    closing=closing,
                )
            )

    def _day_before(self):
        """Return the newest day before this one that is in the books."""
        before = Domain("date", "<", self.date)
        return self.search(self._taken_in(self.provider_id) & before, limit=1)

    @api.model
    def _taken_in(self, provider):
        """Return the domain of the days of which there is a statement."""
        return Domain(
            [
                ("provider_id", "=", provider.id),
                ("kind", "=", "day"),
                ("state", "in", [*DONE, "booking"]),
            ]
        )

    def _check_references(self, statement):
        """Refuse a file that names payments, and only of another provider of ours."""
        named = self._named_transactions(statement)
        foreign = named.filtered(lambda tx: tx.provider_id != self.provider_id)
        if foreign and foreign == named:
            raise UserError(
                self.env._(
                    "%(reference)s in this file is a payment of %(company)s: the "
                    "statement belongs there.",
                    reference=foreign[0].reference,
                    company=foreign[0].company_id.name,
                )
            )

    def _named_transactions(self, statement):
        """Return the Sage Pay payments of whatever company that the file names."""
        texts = {
            extra
            for line in statement.lines[:GUARD_LINES]
            if line.kind in NAMED_BY_US and line.code != DEPOSIT
            for extra in (*line.extras, line.description)
            if extra
        }
        domain = Domain("provider_code", "=", const.PROVIDER_CODE)
        # Whoever uploads need not see the company the file belongs to.
        return (
            self.env["payment.transaction"]
            .sudo()
            .search(domain & Domain("reference", "in", list(texts)))
        )
