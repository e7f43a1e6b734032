"""SOAP 1.2 niws_partner.svc: ValidateServiceKey."""

from __future__ import annotations

from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from . import soap
from .app import Simulator
from .merchants import Merchant
from .services import serve
from .wire import PLAIN, Reply, Request

ACTION = "http://tempuri.org/INIWS_Partner/ValidateServiceKey"
DATA = "http://schemas.datacontract.org/2004/07/NC.DG.TMS.C.WCF.NIWS"
ACCOUNT_SERVICE, PAY_NOW = "5", "14"


def handle(sim: Simulator, request: Request) -> Reply:
    """Answer one key check: an account status and a status per service."""
    return serve(sim, request, "partner", _answer)


def _answer(sim: Simulator, request: Request, row: dict) -> Reply:
    if "application/soap+xml" not in request.header("Content-Type").lower():
        return Reply(b"unsupported media type", 415, PLAIN)
    try:
        root = soap.envelope(request.body, soap.SOAP12)
        asked = soap.operation(root, soap.SOAP12)
    except soap.SoapError as error:
        return soap.fault(soap.SOAP12, str(error))
    path = f"{{{soap.SOAP12}}}Header/{{{soap.ADDRESSING}}}"
    if soap.text_of(root.find(path + "Action")) != ACTION:
        return soap.fault(soap.SOAP12, "the Action header does not name this method")
    if asked.tag != f"{{{soap.TEMPURI}}}ValidateServiceKey":
        return soap.fault(soap.SOAP12, "no such method")
    parts = soap.ordered(
        asked.find(f"{{{soap.TEMPURI}}}request"),
        DATA,
        ("MerchantAccount", "ServiceInfoList", "SoftwareVendorKey"),
    )
    account = soap.text_of(parts.get("MerchantAccount"))
    vendor = soap.text_of(parts.get("SoftwareVendorKey"))
    services = _services(parts.get("ServiceInfoList"))
    status, results = validate(sim, account, vendor, services)
    sim.ledger.finish_row(row, account=account, result=status, services=results)
    return soap.answer(soap.SOAP12, _result(account, vendor, status, results))


def _services(listed: Element | None) -> list[tuple[str, str]]:
    found = []
    for info in listed if listed is not None else ():
        if info.tag == f"{{{DATA}}}ServiceInfo":
            parts = soap.ordered(info, DATA, ("ServiceId", "ServiceKey"))
            pair = (parts.get("ServiceId"), parts.get("ServiceKey"))
            found.append((soap.text_of(pair[0]), soap.text_of(pair[1])))
    return found


def validate(
    sim: Simulator, account: str, vendor: str, services: list[tuple[str, str]]
) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the account status and (id, key, status) per service; count failures."""
    now = sim.clock.now()
    if sim.locks.is_locked(account, now):
        return "201", []
    merchant = sim.merchants.by_account(account)
    if vendor.lower() not in sim.merchants.vendor_keys:
        status, results = "103", []
    elif not merchant or not merchant.active:
        status, results = "104", []
    else:
        status = "001"
        results = [(i, key, _service_status(merchant, i, key)) for i, key in services]
    good = status == "001" and all(result[2] == "001" for result in results)
    sim.locks.note(account, good, now)
    return status, results


def _service_status(merchant: Merchant, service: str, key: str) -> str:
    keys = {PAY_NOW: merchant.key, ACCOUNT_SERVICE: merchant.account_key}
    if not keys.get(service):
        return "105"
    return "001" if keys[service] == key.lower() else "106"


def _result(
    account: str, vendor: str, status: str, results: list[tuple[str, str, str]]
) -> str:
    rows = "".join(
        f"<a:ServiceInfoResponse><a:ServiceId>{escape(service)}</a:ServiceId>"
        f"<a:ServiceKey>{escape(key)}</a:ServiceKey>"
        f"<a:ServiceStatus>{code}</a:ServiceStatus></a:ServiceInfoResponse>"
        for service, key, code in results
    )
    return (
        f'<ValidateServiceKeyResponse xmlns="{soap.TEMPURI}">'
        f'<ValidateServiceKeyResult xmlns:a="{DATA}">'
        f"<a:AccountStatus>{status}</a:AccountStatus>"
        f"<a:MerchantAccount>{escape(account)}</a:MerchantAccount>"
        f"<a:ServiceInfo>{rows}</a:ServiceInfo>"
        f"<a:SoftwareVendorKey>{escape(vendor)}</a:SoftwareVendorKey>"
        "</ValidateServiceKeyResult></ValidateServiceKeyResponse>"
    )
