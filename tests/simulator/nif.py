"""SOAP 1.1 NIWS_NIF.svc: request and retrieve statements."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from xml.sax.saxutils import escape

from . import soap, statement
from .app import Simulator
from .clock import SAST
from .merchants import Merchant
from .polls import Poll
from .services import serve
from .wire import PLAIN, Reply, Request

ACTIONS = "http://tempuri.org/INIWS_NIF/"
DATA = "http://schemas.datacontract.org/2004/07/NC.DG.TMS.C.WCF.NIWS"
# A day's file exists from this time on the next day, South African time.
READY_AT = time(8, 30)
TOO_OLD = timedelta(days=365)
TYPES = {
    "PFX": "Pay Now Payflex",
    "PIS": "Pay Now instant EFT",
    "PNC": "Pay Now credit card",
    "PNE": "Pay Now bank EFT",
}


def handle(sim: Simulator, request: Request) -> Reply:
    """Answer one call: the method's result is a text, often just a code."""
    return serve(sim, request, "statement", _answer)


def _answer(sim: Simulator, request: Request, row: dict) -> Reply:
    if "text/xml" not in request.header("Content-Type").lower():
        return Reply(b"unsupported media type", 415, PLAIN)
    try:
        root = soap.envelope(request.body, soap.SOAP11)
        asked = soap.operation(root, soap.SOAP11)
    except soap.SoapError as error:
        return soap.fault(soap.SOAP11, str(error))
    action = request.header("SOAPAction").strip().strip('"')
    method = asked.tag.removeprefix(f"{{{soap.TEMPURI}}}")
    if action != ACTIONS + method or method not in METHODS:
        reason = "the message cannot be processed: the SOAPAction does not match"
        return soap.fault(soap.SOAP11, reason)
    names, function = METHODS[method]
    parts = soap.ordered(asked, soap.TEMPURI, names)
    values = [soap.text_of(parts.get(name)) for name in names]
    merchant = sim.merchants.by_account_key(values[0])
    result = function(sim, merchant, *values[1:]) if merchant else "100"
    if method == "GetAvailableBalance":
        inner = _balance(sim, merchant)
        sim.ledger.finish_row(row, method=method, result=inner)
        return soap.answer(soap.SOAP11, inner)
    told = result if len(result) < 40 else f"file of {len(result)} characters"
    asked_for = dict(zip(names[1:], values[1:], strict=True))
    sim.ledger.finish_row(row, method=method, asked=asked_for, result=told)
    inner = f'<{method}Response xmlns="{soap.TEMPURI}"><{method}Result>'
    inner += _packed(sim, result) + f"</{method}Result></{method}Response>"
    return soap.answer(soap.SOAP11, inner)


def _packed(sim: Simulator, text: str) -> str:
    if sim.statement["transport"] == "cdata":
        return f"<![CDATA[{text}]]>"
    # A bare carriage return would be read as a line feed.
    text = escape(text).replace("\r", "&#13;")
    return (
        text.replace("\t", "&#9;") if sim.statement["transport"] == "entity" else text
    )


def _request_day(sim: Simulator, merchant: Merchant, wanted: str) -> str:
    if not re.fullmatch(r"[0-9]{8}", wanted):
        return "101"
    try:
        day = date(int(wanted[:4]), int(wanted[4:6]), int(wanted[6:]))
    except ValueError:
        return "101"
    now = sim.clock.now()
    ready = datetime.combine(day + timedelta(days=1), READY_AT, SAST)
    if now < ready or now.date() - day > TOO_OLD:
        return "102"
    return _opened(sim, merchant, day, statement.daily_file(sim, merchant.key, day))


def _opened(sim: Simulator, merchant: Merchant, day: date | None, text: str) -> str:
    left = int(str(sim.statement["not_ready"]))
    return sim.polls.open(Poll(merchant.key, day, text, left, sim.clock.now()))


def _request_interim(sim: Simulator, merchant: Merchant) -> str:
    today = sim.clock.today()
    lines = statement.movements(sim, merchant.key, today)
    opening = Decimal(str(sim.statement["opening"]))
    opening += sum((m.signed for m in lines if m.day < today), Decimal(0))
    mine = [move for move in lines if move.day == today]
    fresh = sim.polls.only_new(merchant.key, {m.code + m.number for m in mine})
    text = "NO CHANGE"
    if fresh:
        told = [m for m in mine if m.code + m.number not in fresh]
        opening += sum((m.signed for m in told), Decimal(0))
        mine = [m for m in mine if m.code + m.number in fresh]
        text = statement.render(sim, today, opening, mine)
    return _opened(sim, merchant, None, text)


def _retrieve(sim: Simulator, merchant: Merchant, number: str) -> str:
    return sim.polls.collect(merchant.key, number, sim.clock.now())


def _request_types(sim: Simulator, merchant: Merchant) -> str:
    # The form of the list is not public: code, tab, name.
    rows = [f"{code}\t{name}" for code, name in sorted(TYPES.items())]
    return _opened(sim, merchant, None, "\n".join(rows))


def _balance(sim: Simulator, merchant: Merchant | None) -> str:
    balance = Decimal(str(sim.statement["opening"]))
    if merchant:
        lines = statement.movements(sim, merchant.key, sim.clock.today())
        balance += sum((move.signed for move in lines), Decimal(0))
    code, told = ("000", f"{balance:.2f}") if merchant else ("100", "0.00")
    method = "GetAvailableBalance"
    return (
        f'<{method}Response xmlns="{soap.TEMPURI}"><{method}Result xmlns:a="{DATA}">'
        f"<a:AvailableBalance>{told}</a:AvailableBalance>"
        f"<a:CurrentBalance>{told}</a:CurrentBalance><a:ErrorCode>{code}</a:ErrorCode>"
        f"</{method}Result></{method}Response>"
    )


METHODS = {
    "RequestMerchantStatement": (("ServiceKey", "FromActionDate"), _request_day),
    "RequestInterimMerchantStatement": (("ServiceKey",), _request_interim),
    "GetAvailableBalance": (("serviceKey",), lambda sim, merchant: ""),
    "RetrieveMerchantStatement": (("ServiceKey", "PollingId"), _retrieve),
    "RequestTransactionTypes": (("ServiceKey",), _request_types),
    "RetrieveTransactionTypes": (("ServiceKey", "PollingId"), _retrieve),
}
