from datetime import datetime
from typing import NamedTuple

from odoo import fields, models
from odoo.tools.misc import format_datetime

from ... import const


class Event(NamedTuple):
    """One thing that happened to a payment; ``at`` is UTC, ``look`` colours it."""

    at: datetime
    title: str
    detail: str = ""
    look: str = "muted"


class PaymentTransaction(models.Model):
    """What happened to a payment, in its order, for the people who ask."""

    _inherit = "payment.transaction"

    sagepay_timeline = fields.Html(
        compute="_compute_sagepay_timeline",
        compute_sudo=True,
        sanitize=False,  # rendered here from our own sentences, escaped
    )

    def _compute_sagepay_timeline(self):
        """Render the events of each payment, oldest first."""
        qweb = self.env["ir.qweb"]
        for tx in self:
            if tx.provider_code != const.PROVIDER_CODE:
                tx.sagepay_timeline = False
                continue
            events = sorted(tx._sagepay_events(), key=lambda event: event.at)
            tx.sagepay_timeline = qweb._render(
                "payment_sagepay.timeline",
                {
                    "events": [
                        (format_datetime(self.env, e.at, dt_format="medium"), e)
                        for e in events
                    ]
                },
            )

    def _sagepay_events(self):
        """Yield what happened to this payment, in no order."""
        self.ensure_one()
        amount = self.currency_id.format(self.amount)
        if self.operation == "online_redirect" and self.create_date:
            title = self.env._("Sent to Sage Pay")
            yield Event(self.create_date, title, f"{amount}, {self.reference}")
        for notice in self.sagepay_notice_ids:
            yield from self._sagepay_notice_events(notice)
        if payment := self.payment_id:
            title = self.env._("Receipt booked")
            detail = ", ".join((payment.display_name, payment.journal_id.name))
            yield Event(payment.create_date, title, detail, "success")
        if self.sagepay_mailed_at:
            yield Event(self.sagepay_mailed_at, self.env._("E-mails queued"))
        elif self.sagepay_mail_failure:
            title = self.env._("E-mails could not be queued")
            yield Event(self.write_date, title, self.sagepay_mail_failure, "warning")

    def _sagepay_notice_events(self, notice):
        """Yield that something was reported, and what Sage Pay answered about it."""
        labels = dict(notice._fields["kind"]._description_selection(self.env))
        said = {"yes": self.env._("accepted"), "no": self.env._("not accepted")}.get(
            notice.posted_accepted, self.env._("no result")
        )
        if notice.kind == "check":
            title, detail = self.env._("Asked by hand"), notice.trace or ""
        else:
            title = self.env._(
                "Notice received (%(address)s)", address=labels[notice.kind]
            )
            detail = ", ".join(filter(None, (said, notice.posted_amount, notice.trace)))
        yield Event(notice.received_at, title, detail)
        if not notice.verified_at:
            return
        outcomes = dict(notice._fields["outcome"]._description_selection(self.env))
        yield Event(
            notice.verified_at,
            self.env._(
                "Verified with Sage Pay: %(outcome)s",
                outcome=outcomes.get(notice.outcome, notice.outcome),
            ),
            notice.currency_id.format(notice.reply_amount),
            "warning" if notice.needs_attention else "success",
        )
