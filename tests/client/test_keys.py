"""Key validation: the question as the service reads it, the answer as it is."""

from xml.etree import ElementTree

import pytest
from faulty_gateway import answer
from paynow.codes import DEFAULT_VENDOR_KEY, SERVICE_ACCOUNT, SERVICE_PAY_NOW
from paynow.errors import Malformed, Rejected, RetryLater
from paynow.keys import (
    KeyCheck,
    KeyClient,
    build_key_check,
    is_account_number,
    read_key_check,
)

KEY = "11111111-2222-4333-8444-555555555555"
ACCOUNT = "51005101234"
BOTH = {SERVICE_PAY_NOW: KEY, SERVICE_ACCOUNT: KEY}
DATA = "{http://schemas.datacontract.org/2004/07/NC.DG.TMS.C.WCF.NIWS}"
SOAP = "{http://www.w3.org/2003/05/soap-envelope}"
WSA = "{http://www.w3.org/2005/08/addressing}"
TEMPURI = "{http://tempuri.org/}"


def test_the_question_has_the_documented_shape():
    headers, body = build_key_check(ACCOUNT, BOTH)
    root = ElementTree.fromstring(body)
    assert headers == {"Content-Type": "application/soap+xml; charset=utf-8"}
    assert [e.tag for e in root] == [f"{SOAP}Header", f"{SOAP}Body"]
    assert root.find(f"{SOAP}Header/{WSA}Action").text == (
        "http://tempuri.org/INIWS_Partner/ValidateServiceKey"
    )
    assert root.find(f"{SOAP}Header/{WSA}To").text == (
        "https://ws.netcash.co.za/NIWS/NIWS_Partner.svc"
    )
    question = root.find(f"{SOAP}Body/{TEMPURI}ValidateServiceKey/{TEMPURI}request")
    names = ["MerchantAccount", "ServiceInfoList", "SoftwareVendorKey"]
    assert [e.tag for e in question] == [DATA + name for name in names]
    assert question.findtext(DATA + "MerchantAccount") == ACCOUNT
    assert question.findtext(DATA + "SoftwareVendorKey") == DEFAULT_VENDOR_KEY
    services = question.find(DATA + "ServiceInfoList")
    assert [[part.text for part in service] for service in services] == [
        ["14", KEY],
        ["5", KEY],
    ]


@pytest.mark.parametrize(
    ("account", "keys"),
    [
        ("", BOTH),
        (None, BOTH),
        ("5100510123X", BOTH),
        ("<x/>", BOTH),
        (ACCOUNT, {}),
        (ACCOUNT, {14: "short"}),
        (ACCOUNT, {14: KEY + "\n"}),
    ],
)
def test_a_question_that_cannot_succeed_is_not_asked(gateway, account, keys):
    """O-03: three failed tries lock the account."""
    server = gateway(answer(b""))
    with pytest.raises(Malformed) as refusal:
        KeyClient(server.base()).check_keys(account, keys)
    assert server.requests == []
    assert KEY not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "valid", "account", "services"),
    [
        ("keys_valid", True, "001", {14: "001", 5: "001"}),
        ("keys_wrong", False, "001", {14: "106", 5: "001"}),
        ("keys_locked", False, "201", {}),
        # Of an account that is not let in the services may say anything.
        ("keys_locked_empty", False, "201", {}),
        ("keys_no_account_nil", False, "104", {}),
    ],
)
def test_statuses_are_reported(gateway, recorded, name, valid, account, services):
    server = gateway(answer(recorded(f"soap/{name}")))
    check = KeyClient(server.base()).check_keys(ACCOUNT, BOTH)
    assert check.is_valid is valid
    assert (check.account_status, check.service_statuses) == (account, services)
    assert server.requests[0].startswith(b"POST /NIWS/niws_partner.svc HTTP/1.1\r\n")


@pytest.mark.parametrize(
    "name", "keys_bad_status keys_bad_id keys_bad_service keys_bad_account".split()
)
def test_an_incomplete_answer_is_malformed(recorded, name):
    """G-04"""
    with pytest.raises(Malformed):
        read_key_check(recorded(f"soap/{name}"))


def test_an_answer_about_other_services_is_malformed(recorded):
    """G-04: silence about a key is not a yes."""
    with pytest.raises(Malformed):
        read_key_check(recorded("soap/keys_valid"), asked=(14,))
    with pytest.raises(Malformed):
        read_key_check(recorded("soap/keys_valid"), asked=(14, 5, 1))


@pytest.mark.parametrize(
    ("account", "services", "verdict"),
    [
        ("001", {14: "001", 5: "001"}, "valid"),
        ("001", {14: "001"}, "valid"),
        ("001", {14: "106", 5: "001"}, "wrong"),
        ("001", {14: "001", 5: "105"}, "wrong"),
        ("103", {}, "wrong"),
        ("104", {}, "wrong"),
        ("201", {}, "locked"),
        ("201", {14: "106"}, "locked"),
        ("200", {}, "unclear"),
        ("200", {14: "106"}, "unclear"),
        ("001", {}, "unclear"),
        ("001", {14: "999"}, "unclear"),
        ("999", {}, "unclear"),
    ],
)
def test_only_what_was_said_of_the_keys_makes_them_wrong(account, services, verdict):
    """O-04: an error of the service says nothing about the keys."""
    assert KeyCheck(account, services).verdict == verdict


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("51005101234", True),
        ("510051012345", True),
        ("", False),
        (None, False),
        ("5100510123X", False),
        ("51005101234\n", False),
        ("٥١٠٠٥١٠١٢٣٤", False),
    ],
)
def test_an_account_number_is_digits(text, fits):
    assert is_account_number(text) is fits


def test_a_fault_is_for_later_and_shows_no_key(recorded):
    """O-03"""
    with pytest.raises(RetryLater) as failure:
        read_key_check(recorded("soap/fault"))
    assert failure.value.code == "fault"
    assert "cannot be processed" in str(failure.value)
    assert KEY not in str(failure.value) + failure.value.raw


def test_a_stamped_answer_is_refused_without_an_override(gateway, recorded):
    """O-05"""
    body = recorded("soap/keys_valid")
    server = gateway(answer(body, headers=["X-Pay-Now-Simulated: 1"]))
    with pytest.raises(Rejected):
        KeyClient(server.base()).check_keys(ACCOUNT, BOTH)
    check = KeyClient(server.base(), simulated=True).check_keys(ACCOUNT, BOTH)
    assert check.is_valid
