"""The local gateway simulator speaks the protocol these clients read (T-03)."""

import datetime
import json
import os
import subprocess
import sys
import time
import urllib.request
from decimal import Decimal
from pathlib import Path

import pytest
from paynow.client import PayNowClient
from paynow.errors import Malformed, Rejected, RetryLater
from paynow.form import Order, build_fields
from paynow.keys import KeyClient
from paynow.nif import StatementClient
from paynow.outcome import Outcome, read_outcome
from paynow.statement import parse_statement
from paynow.statement_codes import Kind
from paynow.trace import statement_id

ROOT = Path(__file__).parents[2]
KEY = "11111111-2222-4333-8444-555555555555"
ACCOUNT_KEY = "55555555-6666-4777-8888-999999999999"
ACCOUNT = "51005101234"


class Simulator:
    """The simulator's address and its control API."""

    def __init__(self, address):
        self.address = address

    def tell(self, what, **data):
        """Post to the control API and return its answer."""
        request = urllib.request.Request(
            f"{self.address}/_sim/{what}",
            json.dumps(data).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def pay(self, reference, **data):
        """Make a payment that is not announced to anybody."""
        order = Order(reference, "Invoice", Decimal("349.00"))
        data["fields"] = build_fields(order, KEY)
        return self.tell("pay", announce=False, **data)


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    """Run the simulator as the program it is, apart from these imports."""
    ready = tmp_path_factory.mktemp("simulator") / "ready"
    command = [sys.executable, "-m", "tests.simulator", "--port", "0"]
    command += ["--callback-base", "http://127.0.0.1:9", "--ready-file", str(ready)]
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    running = subprocess.Popen(
        command, cwd=ROOT, env=clean, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        for _try in range(200):
            if ready.exists() or running.poll() is not None:
                break
            time.sleep(0.05)
        assert ready.exists(), running.stderr.read().decode()
        yield ready.read_text().strip()
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture
def simulator(process):
    one = Simulator(process)
    one.tell("reset")
    return one


@pytest.mark.parametrize(
    ("outcome", "method", "meaning"),
    [
        ("approve", 1, Outcome.PAID),
        ("approve", 4, Outcome.PAID),
        ("decline", 4, Outcome.DECLINED),
        ("insufficient", 1, Outcome.DECLINED),
        ("cancel", 1, Outcome.CANCELLED),
        ("pending", 2, Outcome.PENDING),
    ],
)
def test_a_payment_is_looked_up(simulator, outcome, method, meaning):
    """T-03, and the form's fields are taken by the page's own checks."""
    paid = simulator.pay("S00042-1", outcome=outcome, method=method)
    status = PayNowClient(simulator.address, simulated=True).check_trace(paid["trace"])
    assert (status.reference, status.amount) == ("S00042-1", Decimal("349.00"))
    assert read_outcome(status.accepted, status.reason, method) is meaning


def test_an_unknown_trace_is_rejected(simulator):
    """N-20"""
    with pytest.raises(Rejected) as refusal:
        PayNowClient(simulator.address, simulated=True).check_trace("57830.1")
    assert refusal.value.code == "unknown_trace"


def test_its_stamp_is_seen(simulator):
    """O-05"""
    trace = simulator.pay("S00042-1")["trace"]
    with pytest.raises(Rejected) as refusal:
        PayNowClient(simulator.address).check_trace(trace)
    assert refusal.value.code == "simulated"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("http_500", RetryLater),
        ("http_429", RetryLater),
        ("reset", RetryLater),
        ("slow", RetryLater),
        ("trickle", RetryLater),
        ("html", Malformed),
        ("empty", Malformed),
        ("truncated", Malformed),
        ("charset", Malformed),
        ("gzip_bomb", Malformed),
        ("huge", Malformed),
        ("redirect", Rejected),
        ("wrong_trace", Rejected),
        ("unknown_trace", Rejected),
    ],
)
def test_its_faults_are_told_apart_by_what_to_do(simulator, fault, error):
    """G-01 to G-07"""
    trace = simulator.pay("S00042-1")["trace"]
    simulator.tell("faults", fault=fault, target="status", megabytes=32)
    client = PayNowClient(simulator.address, simulated=True, deadline=1.5)
    start = time.monotonic()
    with pytest.raises(error):
        client.check_trace(trace)
    assert time.monotonic() - start < 2.5


@pytest.mark.parametrize("oddity", ["bom", "string_boolean", "numeric_amount"])
def test_its_oddities_are_read(simulator, oddity):
    """G-04, N-19"""
    trace = simulator.pay("S00042-1")["trace"]
    simulator.tell("faults", fault=oddity, target="status")
    status = PayNowClient(simulator.address, simulated=True).check_trace(trace)
    assert (status.accepted, status.amount) == (True, Decimal("349.00"))


def test_keys_are_checked(simulator):
    client = KeyClient(simulator.address, simulated=True)
    assert client.check_keys(ACCOUNT, {14: KEY, 5: ACCOUNT_KEY}).is_valid
    wrong = client.check_keys(ACCOUNT, {14: KEY, 5: KEY})
    assert not wrong.is_valid
    assert wrong.service_statuses == {14: "001", 5: "106"}


def test_a_day_is_requested_awaited_and_read(simulator):
    """G-12, S-04"""
    simulator.tell("clock", now="2026-03-02T10:00:00+02:00")
    client = StatementClient(simulator.address, simulated=True)
    trace = simulator.pay("S00042-1")["trace"]
    today, tomorrow = datetime.date(2026, 3, 2), "2026-03-03T10:00:00+02:00"
    with pytest.raises(RetryLater) as failure:
        client.request_statement(ACCOUNT_KEY, today)
    assert failure.value.code == "102"
    with pytest.raises(Rejected) as refusal:
        client.request_statement(KEY, today)
    assert refusal.value.code == "100"
    simulator.tell("clock", now=tomorrow)
    polling_id = client.request_statement(ACCOUNT_KEY, today)
    with pytest.raises(RetryLater) as failure:
        client.retrieve_statement(ACCOUNT_KEY, polling_id)
    assert failure.value.code == "not_ready"
    with pytest.raises(RetryLater):
        client.retrieve_statement(ACCOUNT_KEY, polling_id)
    found = parse_statement(client.retrieve_statement(ACCOUNT_KEY, polling_id))
    receipts = [line for line in found.lines if line.kind is Kind.RECEIPT]
    assert [(line.id, line.amount, line.date) for line in receipts] == [
        (statement_id(trace), Decimal("349.0000"), today)
    ]
    assert client.available_balance(ACCOUNT_KEY).current == found.closing


def test_the_list_of_codes_is_requested_awaited_and_read(simulator):
    """T-03: the same two steps as for a statement."""
    client = StatementClient(simulator.address, simulated=True)
    polling_id = client.request_transaction_types(ACCOUNT_KEY)
    for _try in range(2):
        with pytest.raises(RetryLater):
            client.retrieve_transaction_types(ACCOUNT_KEY, polling_id)
    text = client.retrieve_transaction_types(ACCOUNT_KEY, polling_id)
    assert "PNC\tPay Now credit card" in text
