"""Keys, card data and link tokens: in no table, log, mail or export."""

import os
import re
import subprocess
import xmlrpc.client
from urllib.parse import urlencode

import pytest
import requests

from tools import postgres
from tools.demo.mail_link import wait_for_mail, zone_link
from tools.demo.online import SERVICE_KEY

from .conftest import ACCOUNT_KEY, EMAIL
from .gateway import ADDRESSES, TIMEOUT, notice
from .statements import provider_of

# Numbers that pass the check-digit rule and belong to nobody.
CARDS = ("4111111111111111", "5500000000000004", "4000000000000002", "4000000000009995")
CARD_FIELDS = {
    "ccToken": "c0ffee00-1111-4222-8333-444455556666",
    "ccHolder": "MS CANARY HOLDER",
    "ccMasked": "4242 XXXX XXXX 4242",
    # With a letter, as digits alone are found in the fraction of some second.
    "ccExpiry": "CANARY122031",
    "m15": "c0ffee00-1111-4222-8333-444455556666",
    "CardNumber": "4242424242424242",
    "cvv": "737",
}
GONE = (b"CANARY HOLDER", b"CANARY122031", b"4242 XXXX", b"c0ffee00-1111")
ACCOUNT = "51005101234"
# Where a key has to be, to be of use.
KEYS_LIVE_IN = "payment_provider"
RUN = re.compile(rb"(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.])")
# Checksums and keys of rows; every so often one of them has sixteen such digits in it.
UUID = rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
HEX = re.compile(rb"(?:\b|\\x)(?:[0-9a-f]{32,}|" + UUID + rb")\b")


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
    """Return {what could be the number of a card: where it stands}.

    By issuer, length and check digit.
    """
    found = {}
    data = HEX.sub(b"", data)
    for match in RUN.finditer(data):
        text = re.sub(rb"\D", b"", match.group()).decode()
        # Numbers of other lengths are traces, times and the like by chance.
        issuer = text[0] in "456" and len(text) == 16
        if text in CARDS or issuer and is_card([int(digit) for digit in text]):
            found[text] = data[max(match.start() - 80, 0) : match.end() + 40]
    return found


def test_card_data_is_nowhere(shop, gateway, books, new_payment, witness):
    """O-01: every card field, and numbers in every other field, at every address."""
    before = card_numbers(dump(shop)).keys()
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
        found = card_numbers(data)
        assert {one: found[one] for one in found.keys() - before} == {}, place
        for text in GONE:
            assert text not in data, (place, text)


def test_that_search_finds_a_card_number():
    """O-01: the search itself can fail."""
    for card in CARDS:
        spaced = f"a {card[:4]} {card[4:]} b"
        assert card_numbers(spaced.encode()).keys() == {card}
        assert card_numbers(f"card{card}".encode()).keys() == {card}
        for hexadecimal in (f"{card}{'ab' * 12}", f"ab{card}{'cd' * 12}"):
            assert not card_numbers(f"'{hexadecimal}'".encode())
            assert not card_numbers(f"'\\x{hexadecimal}'".encode())
    assert not card_numbers(b"57830.4242424242424242 4242424242424241")


@pytest.fixture
def low(shop, seller):
    """A person who keeps books and administers nothing: (user id, password)."""
    login = "bookkeeper@karoo-office.example"
    if not (known := seller.search("res.users", ("login", "=", login))):
        group = seller.xmlid("account", "group_account_user")
        base = seller.xmlid("base", "group_user")
        values = {"name": "Bookkeeper", "login": login, "password": "bookkeeper-1"}
        values["group_ids"] = [(6, 0, [base, group])]
        known = [seller.call("res.users", "create", values)]
    return known[0], "bookkeeper-1"


def refused(shop, who, model, method, *arguments, **options):
    """Tell whether a call over the remote interface is refused, saying no key."""
    proxy = xmlrpc.client.ServerProxy(f"{shop.url}/xmlrpc/2/object", allow_none=True)
    user, password = who
    try:
        answer = proxy.execute_kw(
            shop.database, user, password, model, method, list(arguments), options
        )
    except xmlrpc.client.Fault as fault:
        assert SERVICE_KEY not in str(fault)
        assert ACCOUNT_KEY not in str(fault)
        return True
    assert SERVICE_KEY not in str(answer)
    assert ACCOUNT_KEY not in str(answer)
    return False


@pytest.mark.logs(
    r"odoo\.http: You (are not allowed|do not have enough rights|don't have the rights)"
)
def test_the_keys_are_nowhere_but_in_their_own_fields(
    shop, gateway, seller, new_payment, low
):
    """O-03: dump, log, mails, remote calls, export, copy, traceback."""
    provider = provider_of(seller)
    keys = {"sagepay_account_key": ACCOUNT_KEY, "sagepay_account_number": ACCOUNT}
    seller.call("payment.provider", "write", [provider], keys)
    gateway.pay(new_payment())
    names = ["sagepay_service_key", "sagepay_account_key"]
    for method in ("read", "export_data"):
        assert refused(shop, low, "payment.provider", method, [provider], names)
    assert refused(shop, low, "payment.provider", "search_read", [], names)
    hunt = [("sagepay_service_key", "=like", "1%")]
    assert refused(shop, low, "payment.provider", "search_count", hunt)
    copy = seller.call("payment.provider", "copy", [provider])
    copied = seller.read("payment.provider", copy[0], *names)
    assert not any(copied[name] for name in names)
    seller.call("payment.provider", "unlink", copy)
    # A fault in the middle of asking about keys: its traceback tells none.
    gateway.call("faults", target="partner", fault="html")
    seller.call("payment.provider", "action_sagepay_check_keys", [provider])
    gateway.call("faults", clear=True)
    for key in (SERVICE_KEY, ACCOUNT_KEY):
        assert key.encode() not in dump(shop, without=[KEYS_LIVE_IN])
        assert key.encode() not in logs(shop)
        assert key.encode() not in mails(shop)


def test_a_links_token_is_in_its_mail_and_nowhere_else(
    shop, gateway, payer, new_payment, seller, witness
):
    """L-08, L-03: log, chatter, gateway fields, Referer, and every other table."""
    # A mail of this test: the inbox forgets when another test stops it.
    move = seller.new_invoice(EMAIL, (("Monitor arm", 1),))
    seller.send_invoice(move)
    number = seller.read("account.move", move, "name")["name"]
    link = zone_link(wait_for_mail(shop, EMAIL, number))
    token = link.rpartition("/zone/l/")[2]
    witness.secrets.add(token)
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
    told = [mail["to"] for mail in shop.mails() if token in mail["html"] + mail["text"]]
    assert told
    assert all(to == [EMAIL] for to in told), told
