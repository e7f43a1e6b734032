"""The status check: what a believable answer looks like."""

from decimal import Decimal

import pytest
from faulty_gateway import answer, trickle
from paynow.client import PayNowClient, TraceStatus, read_status
from paynow.errors import Malformed, Rejected, RetryLater
from paynow.outcome import Outcome, read_outcome

TRACE = "57830.123098573"


@pytest.fixture
def ask(gateway):
    """Ask a gateway that behaves in a given way about a trace."""

    def call(behaviour, trace=TRACE, simulated=False, **limits):
        call.server = gateway(behaviour)
        client = PayNowClient(call.server.base(), simulated=simulated, **limits)
        return client.check_trace(trace)

    return call


def test_an_accepted_trace_is_reported_with_its_evidence(ask, status_bytes):
    body = status_bytes("accepted")
    assert ask(answer(body)) == TraceStatus(
        trace=TRACE,
        reference="S00042-1",
        amount=Decimal("349.00"),
        accepted=True,
        reason="Success",
        raw=body.decode(),
    )
    request_line = ask.server.requests[0].split(b"\r\n")[0]
    assert request_line == (
        b"GET /PayNow/TransactionStatus/Check?RequestTrace=57830.123098573 HTTP/1.1"
    )


@pytest.mark.parametrize(
    ("name", "accepted", "outcome"),
    [
        ("accepted", True, Outcome.PAID),
        ("reason_missing", True, Outcome.PAID),
        ("boolean_string", True, Outcome.PAID),
        ("new_fields", True, Outcome.PAID),
        ("bom", True, Outcome.PAID),
        ("contradictory", True, Outcome.CONTRADICTORY),
        ("pending", False, Outcome.PENDING),
        ("declined", False, Outcome.DECLINED),
    ],
)
def test_recorded_replies_are_read(status_bytes, name, accepted, outcome):
    """N-18, N-19, G-04, G-09"""
    status = read_status(TRACE, status_bytes(name))
    assert status.accepted is accepted
    assert status.reference == "S00042-1"
    assert status.amount == Decimal("349.00")
    assert read_outcome(status.accepted, status.reason) is outcome


@pytest.mark.parametrize(
    ("name", "amount"), [("amount_number", "349.50"), ("amount_comma", "349.00")]
)
def test_amounts_come_as_number_or_with_a_comma(status_bytes, name, amount):
    assert str(read_status(TRACE, status_bytes(name)).amount) == amount


def test_a_trace_sent_as_a_number_keeps_every_digit(status_bytes):
    """N-23"""
    trace = "114.228862205218123456789012345670"
    assert read_status(trace, status_bytes("trace_number")).trace == trace
    with pytest.raises(Rejected):
        read_status(trace[:-1], status_bytes("trace_number"))


@pytest.mark.parametrize(
    ("name", "code"),
    [("unknown_trace", "unknown_trace"), ("other_trace", "other_trace")],
)
def test_an_answer_for_another_trace_is_no_answer(ask, status_bytes, name, code):
    """N-20: neither paid nor declined."""
    with pytest.raises(Rejected) as refusal:
        ask(answer(status_bytes(name)))
    assert refusal.value.code == code
    assert "RequestTrace" in refusal.value.raw


@pytest.mark.parametrize("trace", ["0.0", "0", "0.00", "00.0", "."])
def test_the_placeholder_is_never_asked_for(ask, status_bytes, trace):
    """N-20: its echo would be equal."""
    with pytest.raises(Rejected) as refusal:
        ask(answer(status_bytes("unknown_trace")), trace=trace)
    assert refusal.value.code == "unknown_trace"
    assert ask.server.requests == []


@pytest.mark.parametrize("trace", ["", None, 1.5, "1.2&x=1", "../x", "1 2", "1\n", "é"])
def test_what_cannot_be_a_trace_is_never_asked_for(ask, trace):
    """X-11"""
    with pytest.raises(Malformed):
        ask(answer(b"{}"), trace=trace)
    assert ask.server.requests == []


BAD = (
    "html truncated empty array latin1 utf16 two_answers two_amounts accepted_number "
    "accepted_list accepted_missing no_trace nan nul"
).split()


@pytest.mark.parametrize("name", BAD)
def test_an_unreadable_reply_is_malformed_and_kept_as_evidence(ask, status_bytes, name):
    """G-04, N-19"""
    body = status_bytes(f"bad_{name}")
    with pytest.raises(Malformed) as failure:
        ask(answer(body))
    kept = failure.value.raw
    assert kept[:30] == body.decode("utf-8", "replace").replace("\x00", "\ufffd")[:30]
    assert "11111111-2222" not in kept


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 429, 500, 502, 503, 204])
def test_any_status_but_200_means_later(ask, status_bytes, status):
    """G-01: even with a perfect body."""
    body = b"" if status == 204 else status_bytes("accepted")
    with pytest.raises(RetryLater) as failure:
        ask(answer(body, status=f"{status} Some"))
    assert failure.value.code == f"http_{status}"


def test_a_redirected_check_is_refused(ask):
    """G-07"""
    with pytest.raises(Rejected) as refusal:
        ask(answer(b"", "302 Found", ["Location: http://127.0.0.1:1/"]))
    assert refusal.value.code == "redirect"


def test_a_trickling_check_ends_at_the_deadline(ask):
    """G-03"""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"
    with pytest.raises(RetryLater):
        ask(trickle(head, b" ", every=0.2), deadline=0.8)


def test_a_stamped_reply_is_refused_without_an_override(ask, status_bytes):
    """O-05"""
    stamped = answer(status_bytes("accepted"), headers=["x-pay-now-simulated: 1"])
    with pytest.raises(Rejected) as refusal:
        ask(stamped)
    assert refusal.value.code == "simulated"
    assert ask(stamped, simulated=True).accepted is True


def test_an_unstamped_reply_is_fine_under_an_override(ask, status_bytes):
    assert ask(answer(status_bytes("accepted")), simulated=True).accepted is True
