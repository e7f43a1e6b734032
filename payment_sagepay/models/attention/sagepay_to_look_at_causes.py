"""What can be on the list "Sage Pay: to look at", and what to do about each."""

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
            "booked. Book the sum received by hand and tell the customer."
        ),
        "second_payment": env._(
            "The customer paid twice. One payment is booked; pay the other one back "
            "in the merchant portal, or book it as a credit."
        ),
        "late_decline": env._(
            "Sage Pay said paid, and then declined. Nothing was undone. Check in "
            "the merchant portal that the money is there before you deliver."
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
            "A message said that the payment was accepted; the gateway says that it "
            "was not. Do not deliver. Nothing was booked."
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
