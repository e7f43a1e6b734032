"""The key check: SOAP 1.2."""

import re

import pytest

from ..merchants import ACCOUNT_KEY, SERVICE_KEY, VENDOR_KEY

PATH = "/NIWS/niws_partner.svc"
ACTION = "http://tempuri.org/INIWS_Partner/ValidateServiceKey"
DATA = "http://schemas.datacontract.org/2004/07/NC.DG.TMS.C.WCF.NIWS"
SOAP = "application/soap+xml; charset=utf-8"
GOOD = [("14", SERVICE_KEY), ("5", ACCOUNT_KEY)]


def message(account, vendor, services, action=ACTION, swap=False):
    """Return an envelope; `swap` puts the vendor key before the services."""
    infos = "".join(
        f"<n:ServiceInfo><n:ServiceId>{i}</n:ServiceId><n:ServiceKey>{key}"
        "</n:ServiceKey></n:ServiceInfo>"
        for i, key in services
    )
    parts = [
        f"<n:MerchantAccount>{account}</n:MerchantAccount>",
        f"<n:ServiceInfoList>{infos}</n:ServiceInfoList>",
        f"<n:SoftwareVendorKey>{vendor}</n:SoftwareVendorKey>",
    ]
    if swap:
        parts.reverse()
    return (
        '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" '
        f'xmlns:t="http://tempuri.org/" xmlns:n="{DATA}" '
        'xmlns:w="http://www.w3.org/2005/08/addressing"><e:Header>'
        f"<w:Action>{action}</w:Action><w:To>x</w:To></e:Header><e:Body>"
        f"<t:ValidateServiceKey><t:request>{''.join(parts)}</t:request>"
        "</t:ValidateServiceKey></e:Body></e:Envelope>"
    )


def check(gateway, account="51005101234", vendor=VENDOR_KEY, services=GOOD, **more):
    """Return the account status and the service statuses."""
    text = message(account, vendor, services, **more)
    reply = gateway.ask("POST", PATH, text, {"Content-Type": SOAP})
    assert reply.status == 200 and reply.headers["Content-Type"].startswith(SOAP[:20])
    status = re.search("<a:AccountStatus>(.*?)<", reply.text)[1]
    return status, re.findall("<a:ServiceStatus>(.*?)<", reply.text)


def test_good_keys_are_001(gateway):
    assert check(gateway) == ("001", ["001", "001"])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"vendor": SERVICE_KEY}, ("103", [])),
        ({"account": "51000000001"}, ("104", [])),
        ({"services": [("1", SERVICE_KEY)]}, ("001", ["105"])),
        ({"services": [("14", ACCOUNT_KEY)]}, ("001", ["106"])),
        ({"services": [("14", SERVICE_KEY), ("5", "x")]}, ("001", ["001", "106"])),
    ],
)
def test_what_is_wrong_is_told_by_code(gateway, changes, expected):
    assert check(gateway, **changes) == expected


def test_three_failures_lock_the_account_for_ten_minutes(gateway):
    for _ in range(3):
        assert check(gateway, services=[("14", "wrong")]) == ("001", ["106"])
    assert check(gateway) == ("201", [])
    gateway.control("clock", advance=601)
    assert check(gateway) == ("001", ["001", "001"])


def test_a_success_or_ten_minutes_forget_failures(gateway):
    bad = {"services": [("14", "wrong")]}
    for pause in (0, 601):
        check(gateway, **bad)
        check(gateway, **bad)
        gateway.control("clock", advance=pause)
        if not pause:
            check(gateway)
    check(gateway, **bad)
    assert check(gateway)[0] == "001"


def test_elements_out_of_order_are_not_seen(gateway):
    assert check(gateway, swap=True)[0] == "104"


def test_a_wrong_action_or_soap_version_is_a_fault(gateway):
    text = message("51005101234", VENDOR_KEY, GOOD, action="x")
    reply = gateway.ask("POST", PATH, text, {"Content-Type": SOAP})
    assert reply.status == 500 and "Fault" in reply.text
    old = message("51005101234", VENDOR_KEY, GOOD).replace(
        "http://www.w3.org/2003/05/soap-envelope",
        "http://schemas.xmlsoap.org/soap/envelope/",
    )
    assert gateway.ask("POST", PATH, old, {"Content-Type": SOAP}).status == 500
    assert gateway.ask("POST", PATH, old, {"Content-Type": "text/xml"}).status == 415


def test_a_dtd_is_refused_and_faults_apply(gateway):
    text = "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"
    assert gateway.ask("POST", PATH, text, {"Content-Type": SOAP}).status == 500
    gateway.control("faults", target="partner", fault="http_502", times=1)
    text = message("51005101234", VENDOR_KEY, GOOD)
    assert gateway.ask("POST", PATH, text, {"Content-Type": SOAP}).status == 502
    rows = gateway.ledger()["services"]
    assert [row["fault"] for row in rows] == ["", "http"]
    assert rows[1]["result"] == "001"
