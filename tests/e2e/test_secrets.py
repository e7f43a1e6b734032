"""Card data and link tokens: in no table, log, mail or export."""

import os
import re
import subprocess
from urllib.parse import urlencode

import requests

from tools import postgres

from .gateway import ADDRESSES, TIMEOUT, notice

# Numbers that pass the check-digit rule and belong to nobody.
CARDS = ("4111111111111111", "5500000000000004", "4000000000000002", "4000000000009995")
CARD_FIELDS = {
    "ccToken": "c0ffee00-1111-4222-8333-444455556666",
    "ccHolder": "MS CANARY HOLDER",
    "ccMasked": "4242 XXXX XXXX 4242",
    "ccExpiry": "122031",
    "m15": "c0ffee00-1111-4222-8333-444455556666",
    "CardNumber": "4242424242424242",
    "cvv": "737",
}
GONE = (
    rb"CANARY HOLDER",
    rb"4242 XXXX",
    rb"c0ffee00-1111",
    rb"(?<![\d.,:-])122031(?!\d)",
)
RUN = re.compile(rb"(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.])")


def dump(shop, without=()):
    """Return everything the database holds, as bytes."""
    command = ["pg_dump", "--data-only", "--inserts", shop.database]
    command += [f"--exclude-table-data={table}" for table in without]
    env = {**os.environ, **postgres.environment()}
    return subprocess.run(command, env=env, capture_output=True, check=True).stdout


def logs(shop):
    """Return what the server wrote since it was started, as bytes."""
    return (shop.log / "odoo.log").read_bytes()


def mails(shop):
    """Return every mail that was sent, as bytes."""
    return "\n".join(
        m["subject"] + m["html"] + m["text"] for m in shop.mails()
    ).encode()


def is_card(digits):
    """Tell whether digits pass the check-digit rule of cards."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = digit * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def card_numbers(data):
    """Return what could be the number of a card: by issuer, length and check digit."""
    found = set()
    for match in RUN.finditer(data):
        text = re.sub(rb"\D", b"", match.group()).decode()
        # Numbers of other lengths are traces, times and the like by chance.
        issuer = text[0] in "456" and len(text) == 16
        if text in CARDS or issuer and is_card([int(digit) for digit in text]):
            found.add(text)
    return found


def test_card_data_is_nowhere(shop, gateway, books, new_payment, witness):
    """O-01: every card field, and numbers in every other field, at every address."""
    before = card_numbers(dump(shop))
    witness.secrets.update(CARDS)
    started = new_payment()
    gateway.call("switches", card_fields=True)
    gateway.pay(started)
    for number, kind in enumerate(ADDRESSES):
        card = CARDS[number]
        for spelling in (card, f"{card[:4]} {card[4:]}", f"{card[:6]}-{card[6:]}"):
            loose = dict.fromkeys(("Reason", "Extra1", "Extra2", "Extra3"), spelling)
            fields = notice(started, f"55555.{number}", **loose, **CARD_FIELDS)
            fields[f"note {spelling}"] = spelling
            gateway.forge(kind, fields)
            gateway.forge(kind, {**fields, "Reference": card, "RequestTrace": card})
            requests.get(
                f"{shop.url}/payment/sagepay/{kind}?{urlencode({'Extra1': 'x'})}",
                timeout=TIMEOUT,
            )
    assert books.is_paid(started)
    for place, data in (
        ("database", dump(shop)),
        ("log", logs(shop)),
        ("mails", mails(shop)),
    ):
        assert card_numbers(data) - before == set(), place
        for text in GONE:
            # The expiry alone is six digits, as a fraction of a second is too.
            assert not re.search(text, data), (place, text)


def test_that_search_finds_a_card_number():
    """O-01: the search itself can fail."""
    for card in CARDS:
        spaced = f"a {card[:4]} {card[4:]} b"
        assert card_numbers(spaced.encode()) == {card}
    assert card_numbers(b"57830.4242424242424242 4242424242424241") == set()


def test_a_links_token_is_in_its_mail_and_nowhere_else(
    shop, gateway, payer, new_payment, link, seller
):
    """L-08, L-03: log, chatter, gateway fields, Referer, and every other table."""
    # The link was read from its mail.
    token = link.rpartition("/zone/l/")[2]
    requests.get(link, timeout=TIMEOUT)
    requests.get(f"{link}x/../../web/login?next={link}", timeout=TIMEOUT)
    started = new_payment()
    gateway.pay(started)
    page = payer.get(f"{payer.zone}/invoices/{started.invoice}")
    assert token not in page.text
    assert token not in str(started.fields)
    assert token.encode() not in logs(shop)
    assert token not in str(gateway.ledger())
    # The outgoing mail itself may be kept until it is sent, or failed.
    assert token.encode() not in dump(shop, without=["mail_mail"])
