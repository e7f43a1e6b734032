"""The demo's month at the gateway, brought into the books day by day, as it happened.

Payments are told and proven as in real life, each day's statement is imported by the
same functions as the schedule uses, and what was done gets the date it belongs to.
"""

import json
from datetime import datetime, time, timedelta
from decimal import Decimal

from odoo import SUPERUSER_ID

from odoo.addons.payment_sagepay.paynow.client import TraceStatus

from .check import LedgerDiffers
from .days import backdate
from .month_gateway import month_files, reference
from .month_plan import LEFT, MISSING, PAYMENTS, PAYOUTS, TARIFFS
from .online import gateway, start_payment

#: In UTC: when people pay, and when the statement of the day before is fetched.
PAID_AT, FETCHED_AT = time(8), time(6, 45)


class Month:
    """Everything the gateway did, on the way into the books.

    :param people: {customer key: (company, contact)}
    :param invoices: {serial: posted invoice}
    """

    def __init__(self, env, calendar, people, invoices):
        # The schedule is the system, too.
        self.env = env(user=SUPERUSER_ID)
        self.calendar = calendar
        self.people = people
        self.invoices = invoices
        self.provider = gateway(self.env)
        self.days = self.env["sagepay.statement.day"]
        self.payments = {}

    def load(self):
        """Play the month from its first to its last day, then compare the books."""
        for day, text in month_files(self.calendar).items():
            for row in PAYMENTS:
                if self.calendar.day(row.day) == day:
                    self._start(row, day)
                if self.calendar.day(row.paid) == day and row.how != "lost":
                    self._tell(row, day)
            if day != self.calendar.day(MISSING):
                self._import(day, text)
        self._arrive_in_bank()
        self._agree_on_fees()
        self.days._watch(self.provider)
        self._deliver_mails()
        self._fetch_tomorrow()
        self._check()

    def _start(self, row, day):
        """Let the payer choose to pay, as the payment page does."""
        contact = self.people[row.customer][1]
        tx = start_payment(
            self.env,
            contact,
            self.invoices[row.serial],
            row.amount,
            reference(row.serial),
        )
        if row.started:
            tx._set_pending()
        self.payments[row.serial] = tx
        backdate(tx, datetime.combine(day, PAID_AT), "create_date", "last_state_change")

    def _tell(self, row, day):
        """Let the gateway's message come, be proven by a look-up, and be booked."""
        tx = self.payments[row.serial]
        fields = {
            "TransactionAccepted": "true",
            "Reason": "Success",
            "RequestTrace": row.trace,
            "Reference": tx.reference,
            "Amount": row.amount,
            "Method": str(row.method),
        }
        notice = self.env["sagepay.notice"]._store("notify", list(fields.items()))
        amount = Decimal(row.amount)
        answer = TraceStatus(
            row.trace, tx.reference, amount, True, "Success", json.dumps(fields)
        )
        # Receipt and messages carry the day on which they would have been made.
        notice._settle(answer).with_context(default_date=day)._post_process()
        self._date_notices(day)
        backdate(
            tx, datetime.combine(day, PAID_AT), "last_state_change", "sagepay_mailed_at"
        )
        tx.sagepay_mail_due_at = False

    def _import(self, day, text):
        """Take the statement of a day in and book it, as on the next morning."""
        row, _new = self.days._take_in(self.provider, text.encode(), trust_start=True)
        row.with_context(default_date=day)._book_all()
        self._date_notices(day)
        morning = day + timedelta(days=1)
        backdate(
            row, datetime.combine(morning, FETCHED_AT), "requested_at", "imported_at"
        )
        listed = self.env["sagepay.exception"].search([("date", "=", day)])
        backdate(
            listed, datetime.combine(morning, FETCHED_AT), "create_date", "write_date"
        )
        brought = row.line_ids.transaction_id.filtered("sagepay_mail_due_at")
        brought.sagepay_mail_due_at = False
        backdate(brought, datetime.combine(morning, FETCHED_AT), "last_state_change")

    def _date_notices(self, day):
        """Date what was received and proven just now."""
        yesterday = datetime.combine(self.calendar.days_ago(1), time())
        fresh = self.env["sagepay.notice"].search([("received_at", ">=", yesterday)])
        moment = datetime.combine(day, PAID_AT)
        backdate(fresh, moment, "received_at", "verified_at", "processed_at")

    def _arrive_in_bank(self):
        """Let the bank's own statement show the payouts that arrived."""
        journal = self.env["account.journal"].search(
            [("company_id", "=", self.env.company.id), ("code", "=", "BNK1")]
        )
        transit = self.provider.sagepay_payout_account_id
        self.env["account.bank.statement.line"].create(
            [
                {
                    "journal_id": journal.id,
                    "date": self.calendar.day(payout.arrived),
                    "payment_ref": "NETCASH PAYOUT KAROO OFFICE",
                    "amount": payout.amount,
                    "counterpart_account_id": transit.id,
                }
                for payout in PAYOUTS
                if payout.arrived
            ]
        )

    def _agree_on_fees(self):
        """Enter the fees that were agreed with the gateway."""
        self.env["sagepay.tariff"].create(
            [
                {"method": method, "percent": percent, "fixed": fixed}
                for method, percent, fixed in TARIFFS
            ]
        )

    def _deliver_mails(self):
        """Let the seller's mails about these payments have gone out long ago."""
        mails = self.env["mail.mail"].search(
            [("state", "=", "outgoing"), ("model", "=", "account.move")]
        )
        notifications = mails.mail_message_id.notification_ids
        notifications.notification_status = "sent"
        mails.unlink()

    def _fetch_tomorrow(self):
        """Let the next statements be fetched when somebody asks, else tomorrow."""
        cron = self.env.ref("payment_sagepay.cron_fetch_statements")
        tomorrow = self.calendar.today + timedelta(days=1)
        cron.nextcall = datetime.combine(tomorrow, FETCHED_AT)

    def _check(self):
        """Raise ``LedgerDiffers`` unless just what was planned is left to a person."""
        rows = self.env["sagepay.exception"].search([("state", "=", "open")])
        found = sorted((row.kind, f"{row.amount:.2f}") for row in rows)
        if found != sorted(LEFT):
            raise LedgerDiffers(f"The month at the gateway left {found}")
