from datetime import date, timedelta
from decimal import Decimal

from odoo import SUPERUSER_ID, api

from .common import SagepayCommon

DAY = date(2026, 3, 2)


class Account:
    """An account at the gateway that writes its statement, day by day."""

    def __init__(self, opening="0.00", first=DAY):
        self.balance = Decimal(opening)
        self.day = first
        self.lines = []
        self.number = 40001000

    def move(self, code, amount, text="", number=None, vat="0", extra="", ledger=""):
        """Write one movement; ``amount`` is signed rand; return its number."""
        self.number += 1
        number = number or str(self.number)
        signed = Decimal(amount)
        columns = [code, number, text, f"{abs(signed):.4f}"]
        columns += ["-" if signed < 0 else "+", vat, extra, "", "", ledger]
        self.lines.append(columns)
        self.balance += signed
        return number

    def receive(self, tx, code="PNC", amount=None, number=None):
        """Write the receipt of a payment, as the gateway shows it."""
        reference = tx.reference
        return self.move(
            code, amount or f"{tx.amount:.2f}", reference, number, extra=reference
        )

    def close(self):
        """Return today's file and go on to the next day."""
        moved = sum(
            (Decimal(line[3]) * (-1 if line[4] == "-" else 1) for line in self.lines),
            Decimal(0),
        )
        opening = self.balance - moved
        rows = [
            ["OBL", "0", "Opening Balance", *self._signed(opening), "0"],
            *self.lines,
            ["CBL", "0", "Closing Balance", *self._signed(self.balance), "0"],
        ]
        text = "\n".join("\t".join([str(self.day), *row]) for row in rows)
        self.lines = []
        self.day += timedelta(days=1)
        return text.encode()

    def _signed(self, amount):
        return f"{abs(amount):.4f}", "-" if amount < 0 else "+"


class SettlementCommon(SagepayCommon):
    """A company with a journal for the money at the gateway, and its statements."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.netcash = cls.sagepay._sagepay_make_journal()
        # The engine runs as the system; who may start it is tested apart.
        system = cls.env(su=True, user=SUPERUSER_ID)
        cls.days = system["sagepay.statement.day"]
        cls.lines = system["sagepay.statement.line"]
        cls.exceptions = system["sagepay.exception"]

    def setUp(self):
        super().setUp()
        self.account = Account()

    def paid_tx(self, amount=100.0, number=None, invoice=True):
        """Return a payment that was notified, with its receipt in the books."""
        document = self.make_invoice(amount) if invoice else None
        tx = self.make_tx(document, amount=amount)
        self.account.number += 1
        number = number or str(self.account.number)
        self.pay(tx, trace=f"57830.{number}")
        self.assertPaidOnce(tx)
        return tx, number

    def take_in(self, data=None, trust=True, provider=None):
        """Store and book one file as the fetch does; return its day."""
        data = data or self.account.close()
        day, _new = self.days._take_in(self.as_system(provider), data, None, trust)
        day._book_all()
        return day

    def as_system(self, provider=None):
        """Return a provider as the engine has it."""
        return (provider or self.sagepay).with_env(self.days.env)

    def open_exceptions(self, kind=None):
        """Return what is on the list."""
        domain = [("state", "=", "open"), ("provider_id", "=", self.sagepay.id)]
        if kind:
            domain.append(("kind", "=", kind))
        return self.exceptions.search(domain)

    def balance(self):
        """Return what the journal's account holds, in rand."""
        items = self.env["account.move.line"].search(
            [
                ("account_id", "=", self.netcash.default_account_id.id),
                ("parent_state", "=", "posted"),
            ]
        )
        return Decimal(f"{sum(items.mapped('amount_currency')):.2f}")

    def assertAgrees(self):
        """Fail unless the journal holds what the gateway's account holds."""
        self.assertEqual(self.balance(), round(self.account.balance, 2))
        self.assertFalse(self.open_exceptions("balance"))
        self.assertFalse(self.open_exceptions("chain"))

    def run_in_transaction(self, work):
        """Run ``work(env)`` on a cursor of its own that sees this test."""
        with self.test_cursors(), self.env.registry.cursor() as cr:
            return work(api.Environment(cr, SUPERUSER_ID, {}))
