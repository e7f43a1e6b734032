"""The status check and its faults."""

import http.client
import json
import time
import zlib

import pytest

FIELDS = {"p2": "S00042-1", "p4": "1249.50"}


@pytest.fixture
def trace(gateway):
    """Return the trace of a paid card payment."""
    return gateway.control("pay", fields=FIELDS)["trace"]


def read(gateway, trace):
    """Return the parsed answer."""
    return json.loads(gateway.status(trace).text)


def test_the_answer_has_five_keys_and_no_account(gateway, trace):
    reply = gateway.status(trace)
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith("application/json")
    assert json.loads(reply.text) == {
        "RequestTrace": trace,
        "Reference": "S00042-1",
        "Amount": "1249.50",
        "TransactionAccepted": True,
        "Reason": "Success",
    }


@pytest.mark.parametrize("unknown", ["1.2", "", "0.0", "%"])
def test_an_unknown_trace_is_answered_200_with_the_placeholder(gateway, unknown):
    reply = gateway.status(unknown)
    assert reply.status == 200
    answer = json.loads(reply.text)
    assert answer["RequestTrace"] == "0.0"
    assert answer["TransactionAccepted"] is False


def test_look_ups_are_written_down_with_referer(gateway, trace):
    path = f"/paynow/transactionstatus/check?requesttrace={trace}"
    gateway.ask("GET", path, headers={"Referer": "http://shop/?t=1"})
    (row,) = gateway.ledger()["lookups"]
    assert (row["trace"], row["referer"]) == (trace, "http://shop/?t=1")
    assert row["answer"]["TransactionAccepted"] is True and row["at"]


@pytest.mark.parametrize("status", [400, 404, 429, 500, 502, 503])
def test_http_failures_end_after_their_count(gateway, trace, status):
    gateway.control("faults", fault=f"http_{status}", times=2)
    got = [gateway.status(trace).status for _ in range(3)]
    assert got == [status, status, 200]


def test_a_fault_may_hit_one_trace_until_cleared(gateway, trace):
    gateway.control("faults", fault="http", status=500, trace=trace)
    assert [gateway.status(trace).status for _ in range(3)] == [500] * 3
    assert gateway.status("1.2").status == 200
    gateway.control("faults", clear=True)
    assert gateway.status(trace).status == 200


def test_bodies_that_are_no_answer(gateway, trace):
    for fault in ("html", "empty", "truncated"):
        gateway.control("faults", fault=fault, times=1)
        with pytest.raises(ValueError):
            read(gateway, trace)
    gateway.control("faults", fault="bom", times=1)
    assert gateway.status(trace).raw.startswith(b"\xef\xbb\xbf{")
    gateway.control("faults", fault="charset", times=1)
    assert gateway.status(trace).raw.startswith(b"\xff\xfe")


def test_slow_and_trickling_answers(gateway, trace):
    gateway.control("faults", fault="slow", seconds=0.4, times=1)
    started = time.monotonic()
    assert read(gateway, trace)["RequestTrace"] == trace
    assert time.monotonic() - started >= 0.4
    gateway.control("faults", fault="trickle", interval=0.01, bytes=50, times=1)
    started = time.monotonic()
    assert read(gateway, trace)["RequestTrace"] == trace
    assert time.monotonic() - started >= 1.5


def test_a_slow_answer_holds_nobody_else_up(gateway, trace):
    gateway.control("faults", fault="slow", seconds=5, trace="1.2", times=1)
    host, port = gateway.server.server_address[:2]
    link = http.client.HTTPConnection(host, port)
    link.request("GET", "/PayNow/TransactionStatus/Check?RequestTrace=1.2")
    started = time.monotonic()
    assert read(gateway, trace)["RequestTrace"] == trace
    assert time.monotonic() - started < 2
    link.close()


def test_redirect_reset_and_false_length(gateway, trace):
    gateway.control("faults", fault="redirect", location="http://10.0.0.1/", times=1)
    reply = gateway.status(trace)
    assert (reply.status, reply.headers["Location"]) == (302, "http://10.0.0.1/")
    gateway.control("faults", fault="reset", times=1)
    with pytest.raises((http.client.HTTPException, OSError)):
        gateway.status(trace)
    gateway.control("faults", fault="false_length", length=10**6, times=1)
    with pytest.raises(http.client.IncompleteRead):
        gateway.status(trace)


def test_huge_and_packed_answers(gateway, trace):
    gateway.control("faults", fault="huge", megabytes=2, times=1)
    assert len(gateway.status(trace).raw) == 2 * 2**20
    gateway.control("faults", fault="gzip_bomb", megabytes=4, times=1)
    reply = gateway.status(trace)
    assert reply.headers["Content-Encoding"] == "gzip" and len(reply.raw) < 2**15
    assert len(zlib.decompress(reply.raw, 31)) == 4 * 2**20


@pytest.mark.parametrize(
    ("fault", "key", "value"),
    [
        ({"fault": "string_boolean"}, "TransactionAccepted", "true"),
        ({"fault": "string_boolean", "value": "TRUE"}, "TransactionAccepted", "TRUE"),
        ({"fault": "numeric_amount"}, "Amount", 1249.5),
        ({"fault": "comma_amount"}, "Amount", "1249,50"),
        ({"fault": "wrong_trace"}, "RequestTrace", "11111.222222222"),
        ({"fault": "wrong_amount"}, "Amount", "1250.50"),
        ({"fault": "wrong_amount", "value": "0.01"}, "Amount", "0.01"),
        ({"fault": "wrong_reference"}, "Reference", "SOMEONE-ELSE-1"),
        ({"fault": "unknown_trace"}, "RequestTrace", "0.0"),
        ({"fault": "set", "values": {"Amount": "1e2"}}, "Amount", "1e2"),
        ({"fault": "set", "values": {"New": {"a": 1}}}, "New", {"a": 1}),
    ],
)
def test_answers_that_say_something_else(gateway, trace, fault, key, value):
    gateway.control("faults", **fault, times=1)
    assert read(gateway, trace)[key] == value
    assert read(gateway, trace)["Amount"] == "1249.50"
    assert gateway.ledger()["lookups"][0]["fault"] == fault["fault"]


def test_keys_may_be_missing_and_a_body_may_be_anything(gateway, trace):
    gateway.control("faults", fault="remove", names=["Amount"], times=1)
    assert "Amount" not in read(gateway, trace)
    gateway.control("faults", fault="raw", body='{"Amount": NaN}', times=1)
    assert gateway.status(trace).text == '{"Amount": NaN}'


@pytest.mark.parametrize(
    "bad",
    [{"fault": "x"}, {"fault": "html", "times": 0}, {"fault": "html", "target": "x"}],
)
def test_a_fault_that_does_not_exist_is_an_error(gateway, bad):
    assert "error" in gateway.control("faults", 400, **bad)
