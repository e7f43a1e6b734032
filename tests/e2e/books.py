"""What the shop's database says about a payment."""

TRANSACTION = """
SELECT state FROM payment_transaction WHERE reference = '{reference}'
"""
RECEIPTS = """
SELECT count(*) FROM account_payment p
  JOIN payment_transaction t ON t.id = p.payment_transaction_id
 WHERE t.reference = '{reference}' AND p.state NOT IN ('draft', 'canceled')
"""
INVOICE = "SELECT payment_state, amount_residual = 0 FROM account_move WHERE id = {id}"
OUTCOMES = """
SELECT outcome, needs_attention FROM sagepay_notice
 WHERE reference = '{reference}' ORDER BY id
"""
CONFIRMATIONS = """
SELECT count(*) FROM mail_message
 WHERE model = 'account.move' AND res_id = {id} AND body LIKE '%{reference}%'
   AND body LIKE '%confirmed%'
"""


class Books:
    """Reads the database of the running shop."""

    def __init__(self, shop):
        self.sql = shop.sql

    def state(self, started):
        """Return the state of the online payment."""
        return self._one(TRANSACTION, started)

    def receipts(self, started):
        """Return how many receipts the online payment has."""
        return int(self._one(RECEIPTS, started))

    def is_paid(self, started):
        """Tell whether the invoice is paid and nothing is left."""
        state, nothing_left = self.sql(INVOICE.format(id=started.invoice))[0]
        return state == "paid" and nothing_left == "t"

    def outcomes(self, started):
        """Return (outcome, needs attention) of every notice with this reference."""
        rows = self.sql(OUTCOMES.format(reference=started.reference))
        return [(outcome, attention == "t") for outcome, attention in rows]

    def confirmations(self, started):
        """Return how often the invoice's chatter confirms the payment."""
        return int(self._one(CONFIRMATIONS, started))

    def _one(self, statement, started):
        text = statement.format(reference=started.reference, id=started.invoice)
        return self.sql(text)[0][0]
