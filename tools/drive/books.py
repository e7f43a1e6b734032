"""What the books say after a payment, read with SQL."""

import time
from decimal import Decimal

from ..progress import Problem

INVOICE = """
SELECT m.id, m.payment_state, m.amount_total, m.amount_residual
  FROM account_move m WHERE m.name = '{number}'
"""
PAYMENTS = """
SELECT p.id, p.amount, j.code, pm.state
  FROM account_payment p
  JOIN account_move pm ON pm.id = p.move_id
  JOIN account_journal j ON j.id = p.journal_id
  JOIN payment_transaction t ON t.payment_id = p.id
  JOIN account_invoice_transaction_rel r ON r.transaction_id = t.id
 WHERE r.invoice_id = {invoice}
"""
STATES = """
SELECT t.state FROM payment_transaction t
  JOIN account_invoice_transaction_rel r ON r.transaction_id = t.id
 WHERE r.invoice_id = {invoice} ORDER BY t.id
"""
OPEN_RECEIVABLE = """
SELECT coalesce(sum(l.amount_residual), 0)
  FROM account_move_line l JOIN account_account a ON a.id = l.account_id
 WHERE l.move_id = {invoice} AND a.account_type = 'asset_receivable'
"""
VIEWS = "SELECT count(*) FROM customer_zone_event WHERE move_id = {invoice}"


class Books:
    """Reads the running shop's database."""

    def __init__(self, shop):
        self.shop = shop

    def invoice(self, number):
        """Return (id, payment state, total, left) of an invoice."""
        rows = self.shop.sql(INVOICE.format(number=number))
        invoice, state, total, left = rows[0]
        return int(invoice), state, Decimal(total), Decimal(left)

    def wait_until_paid(self, number, seconds=60):
        """Wait until an invoice is paid.

        :raise Problem: when it is not in time
        """
        deadline = time.monotonic() + seconds
        while self.invoice(number)[1] != "paid":
            if time.monotonic() > deadline:
                raise Problem(f"{number} is not paid after {seconds} s.")
            time.sleep(0.5)

    def check_paid_once(self, number, journal="SAGE"):
        """Check: one receipt, in the chosen journal, nothing left to receive.

        :raise Problem: with what is wrong
        """
        invoice, state, total, left = self.invoice(number)
        payments = self.shop.sql(PAYMENTS.format(invoice=invoice))
        receivable = self.shop.sql(OPEN_RECEIVABLE.format(invoice=invoice))[0][0]
        found = [
            (Decimal(amount), code, posted) for _id, amount, code, posted in payments
        ]
        facts = {
            "payment state": (state, "paid"),
            "left to pay": (left, Decimal(0)),
            "open receivable": (Decimal(receivable), Decimal(0)),
            "receipts": (found, [(total, journal, "posted")]),
        }
        self._compare(number, facts)

    def check_untouched(self, number):
        """Check: nothing is booked yet.

        :raise Problem: with what is wrong
        """
        invoice, state, total, left = self.invoice(number)
        payments = self.shop.sql(PAYMENTS.format(invoice=invoice))
        facts = {
            "payment state": (state, "not_paid"),
            "left to pay": (left, total),
            "receipts": (payments, []),
        }
        self._compare(number, facts)

    def transaction_states(self, number):
        """Return the states of the invoice's online payments, oldest first."""
        invoice = self.invoice(number)[0]
        return [row[0] for row in self.shop.sql(STATES.format(invoice=invoice))]

    def reference(self, number):
        """Return the reference of the invoice's newest online payment."""
        invoice = self.invoice(number)[0]
        statement = STATES.replace("t.state FROM", "t.reference FROM")
        return self.shop.sql(statement.format(invoice=invoice))[-1][0]

    def views(self, number):
        """Return how many events of the zone the invoice has."""
        invoice = self.invoice(number)[0]
        return int(self.shop.sql(VIEWS.format(invoice=invoice))[0][0])

    def _compare(self, number, facts):
        wrong = [
            f"{name} is {found}, not {wanted}"
            for name, (found, wanted) in facts.items()
            if found != wanted
        ]
        if wrong:
            raise Problem(f"{number}: {'; '.join(wrong)}.")
