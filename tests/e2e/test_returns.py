"""The payer comes back in every way a browser can; the gateway tells any address."""

import socket
from urllib.parse import urlencode

import pytest
import requests

from .gateway import ADDRESSES, TIMEOUT, notice

PAID = "we have your payment"


@pytest.mark.parametrize("kind", ADDRESSES)
def test_one_address_for_all_boxes_pays_once(
    shop, gateway, books, new_payment, payer, kind
):
    """R-16: merchants enter one address in all four boxes."""
    url = f"{shop.url}/payment/sagepay/{kind}"
    gateway.call("merchants", callbacks=dict.fromkeys(ADDRESSES, url))
    try:
        started = new_payment()
        told = gateway.pay(
            started, browser="send", switches={"order": "together", "notify_copies": 2}
        )
        statuses = [post["status"] for post in told["posts"]]
        assert set(statuses) <= {200, 303}
        gateway.forge(kind, {})
        requests.get(url, timeout=TIMEOUT)
    finally:
        gateway.call("merchants", callback_base=shop.url)
    assert books.is_paid(started)
    assert books.receipts(started) == 1


def test_a_return_never_logs_anybody_out(shop, gateway, new_payment, payer):
    """R-11: by cross-site post, by reload, on another device, with an old cookie."""
    started = new_payment()
    told = gateway.pay(started)
    page = payer.come_back(told["browser"])
    assert PAID in page.text
    before = dict(payer.session.cookies)
    for cookies in ({}, {"session_id": "x" * 84}, {"session_id": ""}):
        for method in ("POST", "GET"):
            for kind in ADDRESSES:
                answer = requests.request(
                    method,
                    f"{shop.url}/payment/sagepay/{kind}",
                    data=dict(told["browser"]["fields"]) if method == "POST" else None,
                    headers={"Accept": "text/html"},
                    cookies=cookies,
                    allow_redirects=True,
                    timeout=TIMEOUT,
                )
                assert answer.status_code == 200
                assert "/payment/status" in answer.url
                assert answer.text.strip()
    assert dict(payer.session.cookies) == before
    assert PAID in payer.result_page().text


def raw(shop, head, body=b""):
    """Send bytes as they are; return the whole answer as text."""
    with socket.create_connection(("127.0.0.1", shop.port), TIMEOUT) as link:
        link.sendall(head.encode("latin-1") + body)
        answer = b""
        while part := link.recv(65536):
            answer += part
    return answer.decode("latin-1")


def test_no_header_can_be_planted_in_an_answer(shop):
    """X-03: line ends and header texts in fields and in the query."""
    body = urlencode(
        {
            "Reference": "a\r\nSet-Cookie: canary=1",
            "Reason": "x\r\n\r\n<html>canary",
            "Extra1": "https://canary.example\r\nLocation: https://canary.example",
        }
    ).encode()
    for kind in ADDRESSES:
        answer = raw(
            shop,
            f"POST /payment/sagepay/{kind}?x=%0d%0aSet-Cookie:%20canary=1 HTTP/1.0\r\n"
            "Host: localhost\r\nAccept: text/html\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n",
            body,
        )
        assert answer.startswith("HTTP/1."), answer
        assert " 303 " in answer.splitlines()[0]
        assert "canary" not in answer


def test_a_host_name_of_a_stranger_changes_no_address(shop, gateway, new_payment):
    """O-08: the redirect is relative to our own host, callbacks to the configured."""
    started = new_payment()
    assert "evil" not in str(started.fields)
    answer = raw(
        shop,
        "GET /payment/sagepay/accept HTTP/1.0\r\n"
        f"Host: localhost:{shop.port}\r\nX-Forwarded-Host: evil.example\r\n\r\n",
    )
    assert "evil.example" not in answer


def test_a_huge_body_is_refused_at_once(shop):
    """X-01: by its announced size, before it is read."""
    answer = raw(
        shop,
        "POST /payment/sagepay/notify HTTP/1.0\r\nHost: localhost\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 100000000\r\n\r\n",
        b"x" * 1000,
    )
    assert answer.splitlines()[0].split()[1] in ("400", "413")


def test_ten_thousand_fields_are_no_trouble(gateway, shop):
    """X-01: refused or stored, quickly."""
    body = "&".join(f"f{number}=1" for number in range(10_000))
    answer = requests.post(
        f"{shop.url}/payment/sagepay/notify",
        data=body,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        timeout=TIMEOUT,
    )
    assert answer.status_code in (200, 400, 413)
    files = {"Reference": ("x.txt", b"x" * 100), "TransactionAccepted": (None, "true")}
    answer = requests.post(
        f"{shop.url}/payment/sagepay/notify", files=files, timeout=TIMEOUT
    )
    assert (answer.status_code, answer.text) == (200, "OK")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH"])
def test_other_methods_change_nothing(shop, gateway, books, new_payment, method):
    """X-09: never a state change, never a refusal for a browser that reloads."""
    started = new_payment()
    told = gateway.pay(started, announce=False)
    fields = notice(started, told["trace"])
    for kind in ADDRESSES:
        answer = requests.request(
            method,
            f"{shop.url}/payment/sagepay/{kind}",
            params=fields,
            allow_redirects=False,
            timeout=TIMEOUT,
        )
        expected = (200, 303) if method in ("GET", "HEAD") else (405,)
        assert answer.status_code in expected
    assert books.state(started) == "draft"
    assert gateway.forge("notify", fields).status_code == 200
    assert books.is_paid(started)
