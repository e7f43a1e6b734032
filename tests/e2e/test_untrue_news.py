"""What strangers say of a payment: stored, looked up, and true only if it is true."""

import pytest

from .gateway import ADDRESSES, notice

FAILED = ("Declined", "Cancelled by the customer", "Invalid card number")
STORED = """
SELECT outcome, coalesce(posted_accepted, ''), posted_faults != '', needs_attention
  FROM sagepay_notice WHERE reference = '{}' ORDER BY id
"""


@pytest.mark.parametrize("words", FAILED)
def test_a_strangers_no_cancels_nothing_and_the_true_yes_is_booked(
    gateway, books, new_payment, words
):
    """N-15: at every address, with and without a trace."""
    started = new_payment()
    gateway.show(started)
    lie = {"TransactionAccepted": "false", "Reason": words}
    for number, kind in enumerate(ADDRESSES):
        gateway.forge(kind, notice(started, f"22222.3333333{number}", **lie))
        gateway.forge(kind, notice(started, "", **lie))
    assert books.state(started) == "draft"
    gateway.call("pay", reference=started.reference)
    assert books.is_paid(started)
    assert books.receipts(started) == 1


def test_success_on_the_way_back_is_not_believed(gateway, books, new_payment, payer):
    """N-16: the trace is real, and the gateway says no."""
    started = new_payment()
    told = gateway.pay(started, outcome="decline", announce=False)
    fields = notice(started, told["trace"])
    page = payer.come_back(
        {**told["browser"], "url": f"{payer.shop.url}/payment/sagepay/accept"}
        | {"fields": list(fields.items())}
    )
    assert "we have your payment" not in page.text
    assert books.state(started) == "error"
    assert books.receipts(started) == 0
    assert ("declined", True) in books.outcomes(started)


def test_an_unknown_reference_is_acknowledged_and_listed(
    shop, gateway, seller, new_payment
):
    """N-12: one that never was, and one of a payment that was deleted."""
    deleted = new_payment()
    (row,) = seller.search("payment.transaction", ("reference", "=", deleted.reference))
    seller.call("payment.transaction", "unlink", [row])
    for reference in ("KOS-NEVER-7Q7Q7Q", deleted.reference):
        fields = {**notice(deleted, "57830.123"), "Reference": reference}
        answer = gateway.forge("notify", fields)
        assert (answer.status_code, answer.content) == (200, b"OK")
        rows = shop.sql(STORED.format(reference))
        assert rows[-1] == ["unknown_reference", "yes", "f", "t"]
        listed = ("reference", "=", reference)
        assert seller.search("sagepay.to.look.at", listed)


@pytest.mark.parametrize(
    ("body", "accepted", "faulty"),
    [
        ("TransactionAccepted=TRUE", "yes", False),
        ("TransactionAccepted=true+", "yes", False),
        ("TransactionAccepted=false", "no", False),
        ("TransactionAccepted=1", "", True),
        ("TransactionAccepted=yes", "", True),
        ("", "", False),
        ("TransactionAccepted=true&TransactionAccepted=false", "yes", True),
        ("TransactionAccepted%5B%5D=true", "", True),
    ],
)
def test_one_rule_reads_every_spelling_of_accepted(
    shop, gateway, books, new_payment, body, accepted, faulty
):
    """N-19: the word true in any case; and nothing of it pays."""
    started = new_payment()
    raw = f"Reference={started.reference}&RequestTrace=33333.4444&{body}"
    told = gateway.call("notify", raw=raw, to="notify")
    assert told["posts"][0]["status"] == 200
    ((_outcome, read, faults, _attention),) = shop.sql(STORED.format(started.reference))
    assert (read, faults == "t") == (accepted, faulty)
    assert books.state(started) == "draft"


def test_accepted_as_a_text_in_the_answer_pays(gateway, books, new_payment):
    """N-19: and a text that is not the word true does not."""
    started = new_payment()
    gateway.call("faults", target="status", fault="string_boolean", value="yes")
    told = gateway.pay(started)
    assert books.state(started) == "draft"
    gateway.call("faults", clear=True)
    gateway.call("faults", target="status", fault="string_boolean", value="True")
    gateway.forge("notify", notice(started, told["trace"]))
    assert books.is_paid(started)


@pytest.mark.logs(
    r"sagepay_notice.* does not exist", r"could not be stored", r"odoo\.sql_db: bad qu"
)
def test_a_notice_that_cannot_be_stored_is_not_acknowledged(
    shop, gateway, books, new_payment, payer
):
    """X-12: an empty 503 for the gateway, the status page for a browser."""
    started = new_payment()
    told = gateway.pay(started, announce=False)
    fields = notice(started, told["trace"])
    shop.sql("ALTER TABLE sagepay_notice RENAME TO sagepay_notice_gone")
    try:
        answer = gateway.forge("notify", fields)
        assert (answer.status_code, answer.content) == (503, b"")
        assert gateway.forge("accept", fields).status_code == 303
    finally:
        shop.sql("ALTER TABLE sagepay_notice_gone RENAME TO sagepay_notice")
    assert books.state(started) == "draft"
    answer = gateway.forge("notify", fields)
    assert (answer.status_code, answer.content) == (200, b"OK")
    assert books.is_paid(started)


@pytest.mark.parametrize(
    "place",
    ["//evil.example", "https://evil.example/", "\\\\evil.example", "javascript:x"],
)
def test_no_field_sends_the_payer_elsewhere(gateway, new_payment, place):
    """X-08"""
    started = new_payment()
    names = ("Extra1", "Extra2", "next", "redirect", "landing_route", "url")
    fields = notice(started, "44444.5555", **dict.fromkeys(names, place))
    for kind in ("accept", "decline", "redirect"):
        answer = gateway.forge(f"{kind}?next={place}", fields)
        assert answer.status_code == 303
        assert answer.headers["Location"] == "/payment/status"
