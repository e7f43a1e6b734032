from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo import SUPERUSER_ID, api

from .. import statement_fetch
from ..paynow.errors import RetryLater
from ..paynow.nif import StatementClient
from .settlement_common import DAY, SettlementCommon

ACCOUNT_KEY = "22222222-2222-4333-8444-555555555555"
FETCH_LOG = "odoo.addons.payment_sagepay.statement_fetch"
# Nine in the morning in Johannesburg, the day after DAY.
MORNING = datetime(2026, 3, 3, 7, 0)


class RecordedService:
    """The statement service: files by day, and what it was asked for."""

    def __init__(self):
        self.files, self.waits, self.asked, self.faults = {}, {}, [], []
        self.interim = []

    def request(self, day):
        """Stand in for ``request_statement``."""
        self.asked.append(("request", day))
        if self.faults:
            raise self.faults.pop(0)
        if day not in self.files:
            raise RetryLater("The gateway answered 102: not there yet", code="102")
        return f"9000{day:%Y%m%d}"

    def retrieve(self, polling_id):
        """Stand in for ``retrieve_statement``."""
        self.asked.append(("retrieve", polling_id))
        if self.faults:
            raise self.faults.pop(0)
        if self.waits.get(polling_id, 0) > 0:
            self.waits[polling_id] -= 1
            raise RetryLater("The statement is not ready yet", code="not_ready")
        if polling_id == "90000":
            return self.interim.pop(0) if self.interim else ""
        day = datetime.strptime(polling_id, "9000%Y%m%d").date()
        return self.files[day].decode()

    def requests(self):
        """Return the days that were asked for."""
        return [day for what, day in self.asked if what == "request"]


class FetchCommon(SettlementCommon):
    """The scheduled fetch, against a recorded statement service."""

    def setUp(self):
        super().setUp()
        self.sagepay.sudo().write(
            {"sagepay_account_key": ACCOUNT_KEY, "sagepay_catch_up_days": 1}
        )
        self.service = RecordedService()
        service = self.service
        answers = {
            "request_statement": lambda _self, _key, day: service.request(day),
            "retrieve_statement": lambda _self, _key, number: service.retrieve(number),
            "request_interim_statement": lambda _self, _key: "90000",
        }
        for name, answer in answers.items():
            self.startPatcher(patch.object(StatementClient, name, answer))
        self.startPatcher(patch.object(statement_fetch, "PAUSE", 0))

    def run_fetch(self, now=MORNING):
        """Run the scheduled action at a moment (UTC)."""
        with freeze_time(now), self.test_cursors():
            with self.env.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["sagepay.statement.day"]._cron_fetch()
        self.env.invalidate_all()

    def day(self, wanted=DAY):
        """Return the row of a day."""
        return self.days.search(
            [("date", "=", wanted), ("kind", "=", "day")]
        ).ensure_one()

    def closed_day(self):
        """Let the gateway have a day with one receipt; return its payment."""
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number)
        wanted = self.account.day
        self.service.files[wanted] = self.account.close()
        return tx
