"""The invariants that hold after every live test, read with SQL only.

I1  one accepted gateway trace has at most one posted receipt; a payment that is
    done has exactly one receipt.
I2  nothing is done without an answer of the gateway that we fetched ourselves, whose
    trace, reference and amount match and whose trace no other payment used.
I3  truth never regresses, and a lie does not become true by being repeated: whatever
    is booked was proven before it was booked, and stays booked.
I4  money received is never dropped: what the gateway accepted is booked, or listed
    for a person.
I6  every failure leaves evidence: what we acknowledged is stored, and what we asked
    about was stored before. (The log's half of it is seen by the witness.)
I7  no secret is in a table that people read. (Logs, mails and the gateway's own log
    are seen by the witness.)
I8  the gateway is asked a bounded number of times about one reference. (Time, size
    and memory are seen by the witness.)

What no database knows (I5, and the other halves of I6 to I8) is in ``witness``.
"""

from collections import Counter
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

# One proof is enough: more news of the same money may come later.
BOOKED_BEFORE_PROOF = """
SELECT t.reference
  FROM payment_transaction t
  JOIN account_payment p ON p.payment_transaction_id = t.id
 WHERE EXISTS (SELECT 1 FROM sagepay_trace s WHERE s.transaction_id = t.id)
   AND NOT EXISTS (
       SELECT 1 FROM sagepay_notice n JOIN sagepay_trace s ON s.trace = n.trace
        WHERE s.transaction_id = t.id AND n.reply_reference = t.reference
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

# Money of the statement that waits for a person; the texts name the reference.
LISTED_LINES = """
SELECT concat_ws(' ', l.description, l.extra_1, l.extra_2, l.extra_3), e.amount
  FROM sagepay_exception e JOIN sagepay_statement_line l ON l.id = e.line_id
 WHERE e.state = 'open' AND e.kind IN ('not_in_books', 'deposit')
"""

NOTICED = "SELECT DISTINCT trace FROM sagepay_notice WHERE trace IS NOT NULL"
ABOUT = """
SELECT trace, string_agg(DISTINCT reference, ' '),
       count(*) FILTER (WHERE kind = 'check')
  FROM sagepay_notice WHERE trace IS NOT NULL GROUP BY trace
"""
# As in the addon's const.py, and who may have been about to ask at that moment.
LOOK_UPS_PER_REFERENCE = 20
ABOUT_TO_ASK = 3

# What people read, export or are mailed. Keys live in payment_provider alone, and a
# link's token in the mail that carries it.
READ_BY_PEOPLE = (
    "account_move account_payment bus_bus customer_zone_event customer_zone_link "
    "ir_logging mail_activity mail_message mail_tracking_value payment_transaction "
    "res_config_settings sagepay_exception sagepay_key_check sagepay_notice "
    "sagepay_statement_day sagepay_statement_line sagepay_trace"
).split()


class InvariantBroken(AssertionError):
    """Something that must always hold does not; the text says what and where."""


def assert_invariants(sql, gateway_ledger, witness):
    """Check I1 to I8.

    :param sql: function that runs one statement and returns its rows as texts
    :param gateway_ledger: the simulator's own ledger, as it reports it
    :param witness: what was seen from outside meanwhile, see ``tests.witness``
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
        *_found("I6: acknowledged, not stored", _unstored(sql, gateway_ledger)),
        *_found("I6: asked without evidence", _unexplained(sql, gateway_ledger)),
        *_found("I7: a secret is in a table", _exposed(sql, witness.secrets)),
        *_found("I8: asked too often", _pestered(sql, gateway_ledger)),
        *witness.complaints(gateway_ledger),
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
    for text, amount in sql(LISTED_LINES):
        for reference in received.keys() & set(text.split()):
            accounted[reference] = accounted.get(reference, Decimal(0))
            accounted[reference] += Decimal(amount)
    return [
        (reference, amount, accounted.get(reference, Decimal(0)))
        for reference, amount in received.items()
        if Decimal(amount) != accounted.get(reference, Decimal(0))
    ]


def _unstored(sql, gateway_ledger):
    """Return traces whose post was answered well and left no row."""
    noticed = {row[0] for row in sql(NOTICED)}
    told = {
        dict(post["fields"]).get("RequestTrace")
        for post in gateway_ledger["posts"]
        if post.get("method") == "POST" and post.get("status") in (200, 303)
    }
    return sorted(trace for trace in told - noticed if trace)


def _unexplained(sql, gateway_ledger):
    """Return traces we asked the gateway about without having stored why."""
    noticed = {row[0] for row in sql(NOTICED)}
    return sorted({row["trace"] for row in gateway_ledger["lookups"]} - noticed)


def _pestered(sql, gateway_ledger):
    """Return (references, look-ups) beyond the cap; a person's own do not count.

    A trace that was told of several references may be asked about for each.
    """
    about, by_hand = {}, Counter()
    for trace, references, checks in sql(ABOUT):
        about[trace] = references
        by_hand[references] += int(checks)
    asked = Counter(about.get(row["trace"]) for row in gateway_ledger["lookups"])
    asked.pop(None, None)
    most = LOOK_UPS_PER_REFERENCE + ABOUT_TO_ASK
    return [
        (references, count)
        for references, count in asked.items()
        if count - by_hand[references] > most * max(1, len(references.split()))
    ]


def _exposed(sql, secrets):
    """Return (table, id) wherever a secret is written in the open."""
    if not secrets:
        return []
    texts = " OR ".join(f"strpos(t::text, '{secret}') > 0" for secret in secrets)
    return [
        (table, row[0])
        for table in READ_BY_PEOPLE
        for row in sql(f"SELECT t.id FROM {table} t WHERE {texts}")
    ]
