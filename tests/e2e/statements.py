"""The gateway's statement in a live test: its clock, fetching, uploading."""

import base64
from datetime import datetime, timedelta, timezone

from tools.demo.online import ACCOUNT_KEY

from .schedules import run

SAST = timezone(timedelta(hours=2))
# The newest days: two, because at half past eight another becomes the newest.
NEWEST = {"sagepay_catch_up_days": 2}


def now():
    """Return the present moment as the gateway's clock is set."""
    return datetime.now(SAST).isoformat()


def newest_noon():
    """Return noon of the newest day with a statement, in South Africa.

    The statement of a day is there from half past eight on the next.
    """
    today = datetime.now(SAST)
    back = 1 if (today.hour, today.minute) >= (8, 30) else 2
    return today.replace(hour=12, minute=0, second=0) - timedelta(days=back)


def provider_of(seller):
    """Return the id of the company's provider."""
    return seller.search("payment.provider", ("code", "=", "sagepay"), limit=1)[0]


def fetch_first(seller):
    """Give the shop its account key and fetch the newest days."""
    values = {"sagepay_account_key": ACCOUNT_KEY, **NEWEST}
    seller.call("payment.provider", "write", [provider_of(seller)], values)
    # Another test may have had this day before; the demo's other days stay as they are.
    recent = str(datetime.now(SAST).date() - timedelta(days=2))
    newest = ("kind", "=", "day"), ("date", ">=", recent)
    if known := seller.search("sagepay.statement.day", *newest):
        seller.call("sagepay.statement.day", "action_fetch_again", known)
    fetch(seller)


def fetch(seller):
    """Run the schedule, until it is nobody else who is running it."""
    return run(seller, "payment_sagepay", "cron_fetch_statements")


def upload(seller, data):
    """Upload the file of one day, as an accountant does."""
    values = {
        "file": base64.b64encode(data).decode(),
        "filename": "day.txt",
        "confirmed": True,
    }
    wizard = seller.call("sagepay.statement.upload", "create", values)
    seller.call("sagepay.statement.upload", "action_upload", [wizard])
