from datetime import UTC, timedelta

from odoo import fields, models

from ...paynow.statement_day import gateway_day


class PaymentTransaction(models.Model):
    """On which day the money came, and on which day the books take it. (M-11)"""

    _inherit = "payment.transaction"

    def _sagepay_receipt_day(self):
        """Return the date of the receipt: the gateway's day of the payment.

        Never later than today, except where the books are closed until then.
        """
        today = gateway_day(fields.Datetime.now().replace(tzinfo=UTC))
        return self._sagepay_open_day(min(self._sagepay_paid_day() or today, today))

    def _sagepay_paid_day(self):
        """Return the gateway's day on which this became paid; None if nobody knows.

        That is the day of the statement's line that proved it, or else the day on
        which its trace was first told of as money. Where it was only announced as
        still to come, it is the day on which the gateway called it paid.
        """
        notices = self._sagepay_notices_of_its_trace()
        if line := notices.filtered("paid_on")[:1]:
            return line.paid_on
        if told := notices.filtered(lambda notice: notice._tells_of_money())[:1]:
            moment = told.received_at
        else:
            moment = notices.filtered("reply_accepted")[:1].verified_at
        return gateway_day(moment.replace(tzinfo=UTC)) if moment else None

    def _sagepay_notices_of_its_trace(self):
        """Return what was told about the trace that paid this, the oldest first."""
        # Whoever sets off the booking need not be allowed to read the evidence.
        notices_sudo = self.env["sagepay.notice"].sudo()
        if not self.provider_reference:
            return notices_sudo
        return notices_sudo.search(
            [
                ("trace", "=", self.provider_reference),
                ("reference", "=", self.reference),
                ("provider_id", "=", self.provider_id.id),
            ],
            order="received_at, id",
        )

    def _sagepay_open_day(self, day):
        """Return ``day``, or the first day after it on which the books are open.

        Odoo would take today instead, or the last day of a year.
        """
        provider = self.provider_id
        while locks := provider.company_id._get_violated_lock_dates(
            day, False, provider.journal_id
        ):
            last_closed, _which = locks[-1]
            day = last_closed + timedelta(days=1)
        return day
