"""The statement service: SOAP 1.1, polling, and a file that adds up."""

import re
from decimal import Decimal
from html import unescape

import pytest

from ..merchants import (
    ACCOUNT_KEY,
    FOREIGN_ACCOUNT_KEY,
    FOREIGN_SERVICE_KEY,
    SERVICE_KEY,
)

PATH = "/NIWS/NIWS_NIF.svc"
DAY = "20260301"


def call(gateway, method, action=None, **values):
    """Return the HTTP exchange of one method."""
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
    text = (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        f'<{method} xmlns="http://tempuri.org/">{inner}</{method}>'
        "</s:Body></s:Envelope>"
    )
    action = action or f"http://tempuri.org/INIWS_NIF/{method}"
    headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{action}"'}
    return gateway.ask("POST", PATH, text, headers)


def result(gateway, method, **values):
    """Return the text of one method's result."""
    reply = call(gateway, method, **values)
    assert reply.status == 200, reply.text
    return unescape(re.search(f"<{method}Result>(.*)</", reply.text, re.DOTALL)[1])\
        .partition(f"</{method}Result")[0]  # fmt: skip


def request(gateway, day=DAY, key=ACCOUNT_KEY):
    """Ask for one day."""
    values = {"ServiceKey": key, "FromActionDate": day}
    return result(gateway, "RequestMerchantStatement", **values)


def retrieve(gateway, number, key=ACCOUNT_KEY):
    """Ask once for the file."""
    values = {"ServiceKey": key, "PollingId": number}
    return result(gateway, "RetrieveMerchantStatement", **values)


def file_of(gateway, day=DAY, key=ACCOUNT_KEY):
    """Return the rows of a day's file, after checking that it balances."""
    number = request(gateway, day, key)
    assert re.fullmatch(r"[0-9]{18}", number)
    waits = [retrieve(gateway, number, key) for _ in range(2)]
    assert waits == ["FILE NOT READY"] * 2
    rows = [row.split("\t") for row in retrieve(gateway, number, key).splitlines()]
    signed = [Decimal(row[5] + row[4]) for row in rows[1:-1]]
    assert (rows[0][1], rows[-1][1]) == ("OBL", "CBL")
    assert Decimal(rows[0][4]) + sum(signed) == Decimal(rows[-1][4])
    return rows


@pytest.fixture
def paid(gateway):
    """Pay three ways on 2026-03-01 and let the night pass; return the traces."""
    gateway.control("clock", now="2026-03-01T10:00:00")
    gateway.control("statement", settings={"opening": "1000.00"})
    traces = []
    for number, method in enumerate((1, 4, 9)):
        fields = {"p2": f"S{number}", "p4": "349.50", "m4": f"S{number}", "m6": "x"}
        traces.append(gateway.control("pay", fields=fields, method=method)["trace"])
    gateway.control("pay", fields={"p2": "NO", "p4": "1.00"}, outcome="decline")
    gateway.control("clock", now="2026-03-02T08:30:00")
    return traces


def test_a_day_lists_receipts_with_the_trace_suffix_and_adds_up(gateway, paid):
    rows = file_of(gateway)
    assert rows[0] == ["2026-03-01", "OBL", "0", "Opening Balance",
                       "1000.0000", "+", "0"]  # fmt: skip
    money = [row for row in rows[1:-1] if Decimal(row[4])]
    assert [row[1] for row in money] == ["PNC", "PIS", "PFX"]
    assert [row[2] for row in money] == [trace.split(".")[1] for trace in paid]
    suffix = paid[0].split(".")[1]
    assert money[0] == ["2026-03-01", "PNC", suffix, "S0", "349.5000", "+", "0",
                        "S0", "", "x", "Debtors/Sales"]  # fmt: skip
    assert [row[1] for row in rows if row[4] == "0.0000"] == ["PNA", "PIA", "PNU"]
    assert rows[-1][4] == "2048.5000"


def test_the_next_day_opens_where_this_one_closed(gateway, paid):
    gateway.control("clock", now="2026-03-03T09:00:00")
    rows = file_of(gateway, "20260302")
    assert [row[4] for row in rows] == ["2048.5000", "2048.5000"]


def test_codes_for_what_cannot_be_asked(gateway, paid):
    assert request(gateway, key=SERVICE_KEY) == "100"
    assert request(gateway, key="x") == "100"
    assert request(gateway, "2026-03-01") == "101"
    assert request(gateway, "20260231") == "101"
    assert request(gateway, "20260302") == "102"
    assert request(gateway, "20260401") == "102"
    assert request(gateway, "20200101") == "102"
    assert retrieve(gateway, "636682464999999999") == "200"
    assert retrieve(gateway, request(gateway), FOREIGN_ACCOUNT_KEY) == "200"
    gateway.control("clock", now="2026-03-02T08:29:59")
    assert request(gateway) == "102"


def test_a_polling_id_ends_after_a_day(gateway, paid):
    number = request(gateway)
    gateway.control("clock", advance=90_000)
    assert retrieve(gateway, number) == "200"


def test_a_wrong_action_is_a_fault(gateway):
    values = {"ServiceKey": ACCOUNT_KEY, "FromActionDate": DAY}
    old = "http://ws.netcash.co.za/INIWS_NIF/RequestMerchantStatement"
    reply = call(gateway, "RequestMerchantStatement", action=old, **values)
    assert reply.status == 500 and "faultstring" in reply.text
    assert call(gateway, "PostbackVerify").status == 500
    reply = gateway.ask("POST", PATH, "<x/>", {"Content-Type": "application/soap+xml"})
    assert reply.status == 415


def test_fees_and_vat_come_on_the_first_of_the_next_month(gateway, paid):
    gateway.control("clock", now="2026-04-02T09:00:00")
    rows = file_of(gateway, "20260401")
    told = [(row[1], row[4], row[5]) for row in rows[1:-1]]
    assert told == [("NSF", "75.0000", "-"), ("VAT", "11.2500", "-")]
    gateway.control("statement", settings={"vat_line": False})
    rows = file_of(gateway, "20260401")
    assert [row[1:7] for row in rows[1:-1]] == [
        ["NSF", "20260400", "Service fee", "86.2500", "-", "11.25"]
    ]


def test_a_payout_takes_the_balance_and_lines_can_be_added(gateway, paid):
    line = {"date": "2026-03-01", "code": "PNR", "amount": "100.00", "effect": "-"}
    gateway.control("statement", line={**line, "description": "S0"})
    gateway.control("statement", settings={"payout": True})
    rows = file_of(gateway)
    assert [row[1] for row in rows[-3:]] == ["PNR", "BTR", "CBL"]
    assert rows[-2][4:6] == ["1948.5000", "-"]
    assert "error" in gateway.control("statement", 400, line={"date": "x"})


def test_an_overdrawn_balance_carries_its_own_minus(gateway, paid):
    line = {"date": "2026-03-01", "code": "ABR", "amount": "2053.625", "effect": "-"}
    gateway.control("statement", line=line)
    assert file_of(gateway)[-1][4:6] == ["-5.1250", "+"]


def test_variants_of_the_file(gateway, paid):
    settings = {"date_format": "compact", "crlf": True, "columns": 7, "bom": True}
    settings |= {"not_ready": 0, "transport": "entity", "unbalanced": "0.01"}
    gateway.control("statement", settings=settings)
    text = retrieve(gateway, request(gateway))
    assert text.startswith("\ufeff20260301\tOBL\t") and text.endswith("\r\n")
    assert {row.count("\t") for row in text.splitlines()} == {6}
    assert text.splitlines()[-1].split("\t")[4] == "2048.5100"
    settings = {"files": {"2026-03-01": "as it is"}, "transport": "cdata"}
    gateway.control("statement", settings=settings)
    assert "<![CDATA[as it is]]>" in retrieve(gateway, request(gateway))


def test_what_is_omitted_or_never_arrived_is_not_listed(gateway, paid):
    """S-07."""
    gateway.control("statement", settings={"omit": [paid[0]]})
    gateway.control("contradict", trace=paid[1], announce=False)
    money = [row[1] for row in file_of(gateway)[1:-1] if Decimal(row[4])]
    assert money == ["PFX"]


def test_a_settled_payment_is_on_the_day_the_money_came(gateway):
    gateway.control("clock", now="2026-03-01T10:00:00")
    data = {"fields": {"p2": "E", "p4": "5.00"}, "outcome": "pending", "method": 2}
    trace = gateway.control("pay", **data)["trace"]
    gateway.control("clock", now="2026-03-04T10:00:00")
    gateway.control("settle", trace=trace, amount="4.00")
    gateway.control("clock", now="2026-03-05T09:00:00")
    assert len(file_of(gateway, "20260301")) == 2
    (row,) = file_of(gateway, "20260304")[1:-1]
    assert row[1:3] == ["PNE", trace.split(".")[1]] and row[4] == "4.0000"


def test_each_account_has_its_own_statement(gateway, paid):
    """N-04: the stranger's payment is on the stranger's statement only."""
    gateway.control("clock", now="2026-03-01T11:00:00")
    fields = {"p2": "S0", "p4": "77.00", "m1": FOREIGN_SERVICE_KEY}
    gateway.control("pay", fields=fields)
    gateway.control("clock", now="2026-03-02T09:00:00")
    assert "77.0000" not in [row[4] for row in file_of(gateway)]
    rows = file_of(gateway, key=FOREIGN_ACCOUNT_KEY)
    assert "77.0000" in [row[4] for row in rows]


def test_the_interim_statement_tells_only_what_is_new(gateway):
    gateway.control("statement", settings={"not_ready": 0})
    ask = "RequestInterimMerchantStatement"
    gateway.control("pay", fields={"p2": "A", "p4": "5.00"}, method=2)
    first = retrieve(gateway, result(gateway, ask, ServiceKey=ACCOUNT_KEY))
    assert [row.split("\t")[1] for row in first.splitlines()] == ["OBL", "PNE", "CBL"]
    number = result(gateway, ask, ServiceKey=ACCOUNT_KEY)
    assert retrieve(gateway, number) == "NO CHANGE"
    gateway.control("pay", fields={"p2": "B", "p4": "6.00"}, method=2)
    second = retrieve(gateway, result(gateway, ask, ServiceKey=ACCOUNT_KEY))
    amounts = [row.split("\t")[4] for row in second.splitlines()]
    assert amounts == ["5.0000", "6.0000", "11.0000"]


def test_calls_and_faults_are_written_down(gateway, paid):
    gateway.control("faults", target="statement", fault="truncated", times=1)
    values = {"ServiceKey": ACCOUNT_KEY, "FromActionDate": DAY}
    reply = call(gateway, "RequestMerchantStatement", **values)
    assert "</s:Envelope>" not in reply.text
    row = gateway.ledger()["services"][-1]
    assert row["fault"] == "truncated" and row["asked"] == {"FromActionDate": DAY}
    assert len(row["result"]) == 18 and ACCOUNT_KEY not in str(row)


def test_the_balance_is_that_of_all_movements(gateway, paid):
    text = call(gateway, "GetAvailableBalance", serviceKey=ACCOUNT_KEY).text
    assert ":AvailableBalance>2048.50</" in text and ":ErrorCode>000</" in text
    text = call(gateway, "GetAvailableBalance", serviceKey=SERVICE_KEY).text
    assert ":ErrorCode>100</" in text
