"""What can be on the list "Sage Pay: to look at", and what to do about each."""

from odoo.tools import SQL

from .sagepay_exception import KINDS

# In front of the kinds of exceptions that the statement finds.
STATEMENT = "statement_"

CAUSES = [
    ("not_booked", "Paid, but not in the books"),
    ("schedule", "Scheduled job does not run"),
    ("databases", "Messages may reach another database"),
    ("amount_differs", "Amount differs"),
    ("second_payment", "Paid a second time"),
    ("late_decline", "Declined after it was paid"),
    ("contradictory", "Gateway contradicts itself"),
    ("told_otherwise", "Told otherwise than the gateway says"),
    ("booked_otherwise", "Booked, but told otherwise"),
    ("waiting", "Not verified yet"),
    ("given_up", "Could not be verified"),
    ("unknown_reference", "Reference unknown here"),
    ("unknown_trace", "Gateway does not know the trace"),
    ("trace_used", "Trace belongs to another payment"),
    ("reference_differs", "Trace belongs to another reference"),
    ("other_provider", "Payment of another provider"),
    ("company_differs", "Documents of another company"),
    ("currency_differs", "Payment is not in rand"),
    *((f"{STATEMENT}{kind}", label) for kind, label in KINDS),
]

# Outcomes that are as they should be unless something else was posted, and the cause
# then. "No trace" is what a browser brings back from choosing bank EFT.
IF_TOLD_OTHERWISE = {
    "paid": "booked_otherwise",
    "duplicate": "booked_otherwise",
    "pending": "told_otherwise",
    "declined": "told_otherwise",
    "cancelled": "told_otherwise",
    "no_trace": "told_otherwise",
}
# Outcomes after which nobody has to do anything by themselves.
QUIET = {"waiting", *IF_TOLD_OTHERWISE}


def cause_of(outcome):
    """Return what a notice with this outcome is called on the list."""
    return IF_TOLD_OTHERWISE.get(outcome, outcome)


def cause_in_sql(column):
    """Return the same as an expression: the cause of the outcome in ``column``.

    :param SQL column: where the outcome stands
    :rtype: SQL
    """
    told = [SQL("WHEN %s THEN %s", *pair) for pair in IF_TOLD_OTHERWISE.items()]
    return SQL("CASE %s %s ELSE %s END", column, SQL(" ").join(told), column)


def outcomes_of(cause):
    """Return the outcomes of the notices that a line of this cause stands for."""
    told = [outcome for outcome, then in IF_TOLD_OTHERWISE.items() if then == cause]
    return told or [cause]


def advice(env, cause):
    """Return what a person can do about a cause, in the user's language."""
    return (_advice_money(env) | _advice_messages(env)).get(cause, "")


def _advice_money(env):
    """Return the advice where money is, or may be, on the account."""
    return {
        "not_booked": env._(
            "The customer has paid, but the receipt could not be booked. Put right "
            "what the reason says, then press Book now."
        ),
        "amount_differs": env._(
            "The customer paid another sum than the invoice asks for, so nothing was "
            "booked. Tell the customer. With statements the sum is listed under Money "
            "to settle and is booked there; only without them book it by hand."
        ),
        "second_payment": env._(
            "The customer paid twice. One payment is booked; pay the other one back "
            "in the merchant portal. With statements it is listed under Money to "
            "settle and is booked there; only without them book it by hand."
        ),
        "late_decline": env._(
            "Sage Pay said paid, and then declined. Nothing was undone. Check in "
            "the merchant portal that the money is there before you deliver."
        ),
        "booked_otherwise": env._(
            "The payment is booked, because the gateway says that it was paid; what "
            "was posted differs from that. Check in the merchant portal that the money "
            "is there before you deliver."
        ),
        "contradictory": env._(
            "Sage Pay says accepted and declined at once. Look the payment up in the "
            "merchant portal; Check now asks again."
        ),
        "unknown_reference": env._(
            "Somebody says that money was paid under a reference that is not in these "
            "books. Check now asks the gateway; if it was paid, find out whose it is."
        ),
        "company_differs": env._(
            "The payment is for documents of another company than the account it "
            "went to. Book it by hand in the right company."
        ),
        "currency_differs": env._(
            "Sage Pay takes rand only, but this payment is in another currency. "
            "Nothing was booked; book by hand what was received."
        ),
    }


def _advice_messages(env):
    """Return the advice where no money was proven."""
    return {
        "schedule": env._(
            "Without this job payments are booked late or not at all. Ask an "
            "administrator to switch it on: Settings, Technical, Scheduled Actions."
        ),
        "databases": env._(
            "The server does not know which of its databases the messages of Sage Pay "
            "are for. Ask an administrator to set dbfilter; until then payments are "
            "booked from the statement only, or with Check now."
        ),
        "told_otherwise": env._(
            "What was posted differs from what the gateway says, and the gateway does "
            "not say that it was paid. Do not deliver. Nothing was booked for it."
        ),
        "waiting": env._(
            "The gateway could not be asked yet. It is asked again by itself; Check "
            "now asks at once."
        ),
        "given_up": env._(
            "The gateway could not be asked for days. Press Check now, or look the "
            "payment up in the merchant portal."
        ),
        "unknown_trace": env._(
            "The gateway has never heard of this payment: the message was invented. "
            "Nothing was booked and nothing has to be done."
        ),
        "trace_used": env._(
            "One payment was used for a second invoice. Only the first was booked; "
            "the second one is still to be paid."
        ),
        "reference_differs": env._(
            "The message names a payment that was made for something else. Nothing "
            "was booked for this reference."
        ),
        "other_provider": env._(
            "The message names a payment that was started with another provider or "
            "account. Nothing was changed."
        ),
    }
