"""The invariants that hold after every live test, read with SQL only.

I1  one accepted gateway trace has at most one posted receipt; a payment that is
    done has exactly one receipt.
I2  nothing is done without an answer of the gateway that we fetched ourselves, whose
    trace, reference and amount match and whose trace no other payment used.
I3  truth never regresses, and a lie does not become true by being repeated: whatever
    is booked was proven before it was booked, and stays booked.
I4  money received is never dropped: what the gateway accepted is booked, or listed
    for a person.
"""

from decimal import Decimal

RECEIPTS = """
SELECT t.reference, t.state, count(p.id)
  FROM payment_transaction t
  JOIN payment_provider v ON v.id = t.provider_id AND v.code = 'sagepay'
  LEFT JOIN account_payment p
         ON p.payment_transaction_id = t.id AND p.state NOT IN ('draft', 'canceled')
 GROUP BY t.id HAVING (t.state = 'done' AND count(p.id) != 1)
                   OR (t.state != 'done' AND count(p.id) != 0)
"""

RECEIPTS_OF_TRACES = """
SELECT s.trace, count(p.id)
  FROM sagepay_trace s
  JOIN account_payment p ON p.payment_transaction_id = s.transaction_id
 GROUP BY s.provider_id, s.trace HAVING count(p.id) > 1
"""

UNPROVEN = """
SELECT t.reference, t.provider_reference
  FROM payment_transaction t
  JOIN payment_provider v ON v.id = t.provider_id AND v.code = 'sagepay'
 WHERE t.state = 'done'
   AND NOT EXISTS (
       SELECT 1 FROM sagepay_notice n
         JOIN sagepay_trace s ON s.trace = n.trace AND s.provider_id = t.provider_id
        WHERE s.transaction_id = t.id AND n.trace = t.provider_reference
          AND n.verified_at IS NOT NULL AND n.reply_accepted
          AND n.reply_reference = t.reference
          AND round(n.reply_amount::numeric, 2) = round(t.amount::numeric, 2))
"""

SHARED_TRACES = """
SELECT trace FROM sagepay_trace
 GROUP BY provider_id, trace HAVING count(DISTINCT transaction_id) > 1
"""

BOOKED_BEFORE_PROOF = """
SELECT t.reference
  FROM payment_transaction t JOIN sagepay_trace s ON s.transaction_id = t.id
  JOIN account_payment p ON p.payment_transaction_id = t.id
 WHERE NOT EXISTS (
       SELECT 1 FROM sagepay_notice n
        WHERE n.reply_reference = t.reference AND n.trace = s.trace
          AND n.reply_accepted
          AND n.verified_at <= p.create_date + interval '1 second')
"""

FELL_BACK = """
SELECT t.reference, t.state FROM payment_transaction t
  JOIN sagepay_trace s ON s.transaction_id = t.id WHERE t.state != 'done'
"""

BOOKED = """
SELECT t.reference, sum(p.amount)
  FROM payment_transaction t
  JOIN account_payment p ON p.payment_transaction_id = t.id
 WHERE p.state NOT IN ('draft', 'canceled') GROUP BY t.reference
"""

# One row per trace, however often it was told.
LISTED = """
SELECT DISTINCT ON (n.trace) n.reply_reference, n.reply_amount
  FROM sagepay_notice n
 WHERE n.needs_attention AND n.reply_accepted
   AND n.outcome IN ('amount_differs', 'second_payment', 'late_decline',
                     'contradictory', 'currency_differs', 'company_differs')
   AND NOT EXISTS (SELECT 1 FROM sagepay_trace s WHERE s.trace = n.trace)
 ORDER BY n.trace, n.id
"""


class InvariantBroken(AssertionError):
    """Something that must always hold does not; the text says what and where."""


def assert_invariants(sql, gateway_ledger):
    """Check I1 to I4.

    :param sql: function that runs one statement and returns its rows as texts
    :param gateway_ledger: the simulator's own ledger, as it reports it
    :raise InvariantBroken: naming every invariant that does not hold
    """
    broken = [
        *_found("I1: not exactly one receipt", sql(RECEIPTS)),
        *_found("I1: several receipts of one trace", sql(RECEIPTS_OF_TRACES)),
        *_found("I2: done without proof", sql(UNPROVEN)),
        *_found("I2: one trace for several payments", sql(SHARED_TRACES)),
        *_found("I3: booked before it was proven", sql(BOOKED_BEFORE_PROOF)),
        *_found("I3: proven, but not done any more", sql(FELL_BACK)),
        *_found(
            "I4: received, but neither booked nor listed", _lost(sql, gateway_ledger)
        ),
    ]
    if broken:
        raise InvariantBroken("\n".join(broken))


def _found(name, rows):
    return [f"{name}: {row}" for row in rows]


def _lost(sql, gateway_ledger):
    """Return (reference, received, accounted for) where money is missing."""
    accounted = {}
    for reference, amount in (*sql(BOOKED), *sql(LISTED)):
        accounted[reference] = accounted.get(reference, Decimal(0)) + Decimal(amount)
    received = gateway_ledger["totals"]["by_reference"]
    return [
        (reference, amount, accounted.get(reference, Decimal(0)))
        for reference, amount in received.items()
        if Decimal(amount) != accounted.get(reference, Decimal(0))
    ]
