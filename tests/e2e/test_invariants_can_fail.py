"""The invariant checker finds what it is there for: each lie is seen, then undone."""

from types import SimpleNamespace

import pytest

from tests.ledger import InvariantBroken, assert_invariants
from tests.witness import CANARY, MOST_BYTES, MOST_SECONDS, Witness
from tools.demo.online import SERVICE_KEY

LIES = {
    "I1: not exactly one receipt": (
        "UPDATE account_payment SET payment_transaction_id = NULL"
        " WHERE payment_transaction_id IS NOT NULL"
    ),
    "I2: done without proof": (
        "UPDATE sagepay_notice SET reply_amount = reply_amount + 1 WHERE reply_accepted"
    ),
    "I3: proven, but not done any more": (
        "UPDATE payment_transaction SET state = 'cancel' WHERE state = 'done'"
    ),
    "I3: booked before it was proven": (
        "UPDATE sagepay_notice SET verified_at = verified_at + interval '1 hour'"
    ),
    "I4: received, but neither booked nor listed": (
        "UPDATE account_payment SET state = 'canceled'"
        " WHERE payment_transaction_id IS NOT NULL"
    ),
    "I6: acknowledged, not stored": "UPDATE sagepay_notice SET trace = 'other'",
    "I6: asked without evidence": "UPDATE sagepay_notice SET trace = 'other'",
    "I7: a secret is in a table": (
        f"UPDATE sagepay_notice SET failure = 'about {SERVICE_KEY}'"
    ),
}
LOG = "2026-11-26 20:28:55,058 163 {} shop odoo.http: {}\n"


@pytest.mark.parametrize("complaint", LIES)
def test_a_lie_in_the_books_is_found(shop, gateway, new_payment, witness, complaint):
    """I1 to I4, I6, I7"""
    gateway.pay(new_payment())

    def in_a_world_with_the_lie(statement):
        return shop.sql(f"BEGIN; {LIES[complaint]}; {statement}; ROLLBACK")

    with pytest.raises(InvariantBroken, match=complaint):
        assert_invariants(in_a_world_with_the_lie, gateway.ledger(), witness)


def test_too_many_look_ups_are_found(shop, gateway, new_payment, witness):
    """I8"""
    gateway.pay(new_payment())
    told = gateway.ledger()
    with pytest.raises(InvariantBroken, match="I8: asked too often"):
        assert_invariants(shop.sql, {**told, "lookups": told["lookups"] * 30}, witness)


@pytest.fixture
def onlooker(tmp_path):
    """A witness of a shop that is not there: all it sees is told by the test."""
    (tmp_path / "odoo.log").write_text(LOG.format("INFO", "all is well"))
    shop = SimpleNamespace(
        url="http://localhost:1",
        log=tmp_path,
        odoo=SimpleNamespace(pid=0),
        mails=lambda: [{"html": "", "text": ""}],
    )
    return Witness(shop, secrets=(SERVICE_KEY, "t" * 60))


LEDGER = {"lookups": [], "payments": []}


def test_an_honest_world_has_no_complaints(onlooker):
    """I5 to I8"""
    assert onlooker.complaints(LEDGER) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (LOG.format("WARNING", "odd"), "I6: in the log"),
        (LOG.format("ERROR", "bad"), "I6: in the log"),
        (LOG.format("INFO", f"key {SERVICE_KEY}"), "I7: a secret is in the log"),
        (LOG.format("INFO", "GET /zone/l/" + "t" * 60), "I7: a secret is in the log"),
    ],
)
def test_a_line_in_the_log_is_found(onlooker, text, complaint):
    """I6, I7"""
    with open(onlooker.shop.log / "odoo.log", "a") as stream:
        stream.write(text)
    (found,) = onlooker.complaints(LEDGER)
    assert found.startswith(complaint)


def test_only_the_expected_line_may_be_in_the_log(onlooker):
    """I6: what a test provokes it names."""
    onlooker.begin([r"odoo\.http: wanted"])
    with open(onlooker.shop.log / "odoo.log", "a") as stream:
        stream.write(LOG.format("ERROR", "wanted"))
        assert onlooker.complaints(LEDGER) == []
        stream.write(LOG.format("ERROR", "unwanted"))
        stream.flush()
    assert len(onlooker.complaints(LEDGER)) == 1


def test_of_bad_queries_only_what_is_repeated_may_be_in_the_log(onlooker):
    """I6: the reason stands on the line below."""
    with open(onlooker.shop.log / "odoo.log", "a") as stream:
        stream.write(LOG.format("ERROR", "bad query: UPDATE"))
        stream.write("ERROR: could not serialize access due to concurrent update\n")
        stream.flush()
        assert onlooker.complaints(LEDGER) == []
        stream.write(LOG.format("ERROR", "bad query: UPDATE"))
        stream.write("ERROR: column does not exist\n")
    assert len(onlooker.complaints(LEDGER)) == 1


@pytest.mark.parametrize("place", ["lookups", "payments"])
def test_a_secret_that_reaches_the_gateways_log_is_found(onlooker, place):
    """I7"""
    ledger = {**LEDGER, place: [{"referer": "http://shop/zone/l/" + "t" * 60}]}
    assert "I7" in onlooker.complaints(ledger)[0]


def test_a_key_in_a_mail_is_found_and_a_link_may_be_in_one(onlooker):
    """I7"""
    onlooker.shop.mails = lambda: [{"html": "t" * 60, "text": ""}]
    assert onlooker.complaints(LEDGER) == []
    onlooker.shop.mails = lambda: [{"html": "", "text": SERVICE_KEY}]
    assert "I7: a secret is in a mail" in onlooker.complaints(LEDGER)[0]


@pytest.mark.parametrize(
    ("seconds", "content", "complaint"),
    [
        (0, CANARY.encode(), "I5: shown to somebody else"),
        (MOST_SECONDS + 1, b"", "I8: took"),
        (0, b"x" * (MOST_BYTES + 1), "I8: 5000001 bytes"),
    ],
)
def test_a_bad_answer_is_found(onlooker, seconds, content, complaint):
    """I5, I8"""
    answer = SimpleNamespace(
        headers={"Content-Type": "text/html"}, content=content, text=content.decode()
    )
    onlooker.see("http://localhost:1/zone/7", seconds, answer)
    assert onlooker.complaints(LEDGER)[0].startswith(complaint)


def test_a_worker_that_takes_all_memory_is_found(onlooker, monkeypatch):
    """I8"""
    monkeypatch.setattr(onlooker, "memory", lambda: [200_000, 2_000_000])
    assert onlooker.complaints(LEDGER) == ["I8: a worker uses 2000000 kB"]
