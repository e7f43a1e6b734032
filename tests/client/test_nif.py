"""The statement service: ask, wait, retrieve."""

import datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from faulty_gateway import answer
from paynow.codes import STATEMENT_RESULTS
from paynow.errors import Malformed, PayNowError, Rejected, RetryLater
from paynow.nif import Balance, StatementClient
from paynow.statement import parse_statement

KEY = "11111111-2222-4333-8444-555555555555"
DAY = datetime.date(2026, 3, 1)
SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
TEMPURI = "{http://tempuri.org/}"


@pytest.fixture
def asked(gateway, recorded):
    """Ask a gateway that gives one recorded reply."""

    def call(name, method, *parameters, **reply):
        server = gateway(answer(recorded(f"soap/{name}"), **reply))
        client = StatementClient(server.base())
        return getattr(client, method)(KEY, *parameters)

    return call


def test_a_request_returns_the_polling_id(asked):
    found = asked("polling_id", "request_statement", DAY)
    assert found == "636682464000000000"


def test_the_request_has_the_documented_shape(gateway, recorded):
    bodies = []

    def behave(connection, head, stop):
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        body = head.partition(b"\r\n\r\n")[2]
        while len(body) < length:
            body += connection.recv(4096)
        bodies.append(body)
        answer(recorded("soap/polling_id"))(connection, head, stop)

    server = gateway(behave)
    StatementClient(server.base()).request_statement(KEY, DAY)
    head = server.requests[0]
    assert head.startswith(b"POST /NIWS/NIWS_NIF.svc HTTP/1.1\r\n")
    assert b"Content-Type: text/xml; charset=utf-8\r\n" in head
    action = b'SOAPAction: "http://tempuri.org/INIWS_NIF/RequestMerchantStatement"\r\n'
    assert action in head
    root = ElementTree.fromstring(bodies[0])
    call = root.find(f"{SOAP}Body/{TEMPURI}RequestMerchantStatement")
    assert [(part.tag, part.text) for part in call] == [
        (f"{TEMPURI}ServiceKey", KEY),
        (f"{TEMPURI}FromActionDate", "20260301"),
    ]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("100", Rejected),
        ("311", Rejected),
        ("101", RetryLater),
        ("999", RetryLater),
        ("102", RetryLater),
        ("200", RetryLater),
    ],
)
def test_a_code_instead_of_an_id_says_what_to_do(asked, code, error):
    """G-12"""
    with pytest.raises(error) as failure:
        asked(f"request_{code}", "request_statement", DAY)
    assert failure.value.code == code


def test_only_the_key_and_the_account_can_be_refused(gateway, recorded):
    """G-12: whatever else the service says passes, and is said in words."""
    refused = set()
    for code in STATEMENT_RESULTS:
        body = recorded("soap/request_100").replace(b">100<", f">{code}<".encode())
        client = StatementClient(gateway(answer(body)).base())
        with pytest.raises(PayNowError) as failure:
            client.request_statement(KEY, DAY)
        assert failure.value.code == code
        assert str(failure.value).endswith(f"{code}: {STATEMENT_RESULTS[code]}")
        if isinstance(failure.value, Rejected):
            refused.add(code)
        else:
            assert isinstance(failure.value, RetryLater)
    assert refused == {"100", "104", "105", "106", "311"}


def test_the_service_speaks_in_words_whatever_it_says():
    """Every code of the published list, in the order it is printed."""
    published = (
        "000 001 100 101 102 103 104 105 106 200 201 202 203 204 300 301 311 312 313 "
        "314 315 316 322 323 324 330 338"
    )
    assert list(STATEMENT_RESULTS) == published.split()


def test_anything_else_instead_of_an_id_is_malformed(asked):
    with pytest.raises(Malformed):
        asked("request_text", "request_statement", DAY)


@pytest.mark.parametrize("name", ["file_raw", "file_escaped", "file_cdata"])
def test_the_file_comes_in_every_packing(asked, name):
    text = asked(name, "retrieve_statement", "636682464000000000")
    assert parse_statement(text).closing == Decimal("930.2500")


@pytest.mark.parametrize(
    ("name", "error", "code"),
    [
        ("not_ready", RetryLater, "not_ready"),
        ("retrieve_100", Rejected, "100"),
        ("file_empty", Malformed, "reply"),
    ],
)
def test_a_retrieval_without_a_file_says_what_to_do(asked, name, error, code):
    """G-12"""
    with pytest.raises(error) as failure:
        asked(name, "retrieve_statement", "636682464000000000")
    assert failure.value.code == code


def test_no_change_is_an_empty_success(asked):
    assert asked("no_change", "retrieve_statement", "636682464000000000") == ""


def test_the_list_of_codes_is_asked_for_like_a_statement_and_kept_as_it_is(asked):
    """Its form is not public: nothing is read into it."""
    assert (
        asked("types_polling_id", "request_transaction_types") == "636682464000000001"
    )
    text = asked("types", "retrieve_transaction_types", "636682464000000001")
    assert text == "PNC\tPay Now credit card\nPFX\tPay Now Payflex"
    with pytest.raises(RetryLater):
        asked("types_not_ready", "retrieve_transaction_types", "636682464000000001")


@pytest.mark.parametrize("polling_id", ["", "102", "abcd", "1" * 41, "12345\n"])
def test_what_cannot_be_a_polling_id_is_not_asked_for(polling_id):
    with pytest.raises(Malformed):
        StatementClient("http://127.0.0.1:1").retrieve_statement(KEY, polling_id)
    with pytest.raises(Malformed):
        StatementClient("http://127.0.0.1:1").retrieve_transaction_types(
            KEY, polling_id
        )


def test_a_wrong_key_is_not_sent():
    """O-03"""
    with pytest.raises(Malformed):
        StatementClient("http://127.0.0.1:1").available_balance("wrong")


def test_balances_are_exact_and_signed(asked):
    balance = asked("balance", "available_balance")
    assert balance == Balance(Decimal("-5.1250"), Decimal("930.2500"))


@pytest.mark.parametrize(
    ("name", "error"), [("balance_100", Rejected), ("balance_bad", Malformed)]
)
def test_a_balance_that_is_none_is_an_error(asked, name, error):
    """G-10"""
    with pytest.raises(error):
        asked(name, "available_balance")


@pytest.mark.parametrize("name", ["no_result", "balance"])
def test_another_envelope_is_malformed(asked, name):
    """G-04"""
    with pytest.raises(Malformed) as failure:
        asked(name, "request_statement", DAY)
    assert failure.value.raw.startswith("<s:Envelope")


def test_a_fault_is_for_later(asked):
    """G-01: with the status services send and with the one they should not."""
    with pytest.raises(RetryLater) as failure:
        asked("fault", "request_statement", DAY, status="500 Internal Server Error")
    assert failure.value.code == "http_500"
    assert "ActionNotSupported" in failure.value.raw
    with pytest.raises(RetryLater) as failure:
        asked("fault", "request_statement", DAY)
    assert failure.value.code == "fault"
    assert KEY not in str(failure.value) + failure.value.raw
