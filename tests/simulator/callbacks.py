"""Tell the shop: the posted fields, where they go, and what the shop answered."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from .app import Simulator
from .merchants import check_callback
from .payments import CANCEL, CARD, PENDING, Attempt, Payment

TIMEOUT = 30
KEEP_BODY = 64 * 1024
Pairs = list[tuple[str, str]]


def notice_fields(
    payment: Payment, attempt: Attempt, switches: dict, kind: str
) -> Pairs:
    """Return the fields of one post, in the documented order."""
    pairs = [
        ("TransactionAccepted", "true" if attempt.accepted else "false"),
        ("Reason", attempt.reason),
        ("CardHolderIpAddr", attempt.payer_ip),
        ("RequestTrace", attempt.trace),
        ("Reference", payment.reference),
        ("Extra1", payment.fields.get("m4", "")),
        ("Extra2", payment.fields.get("m5", "")),
        ("Extra3", payment.fields.get("m6", "")),
        ("Amount", attempt.amount),
        ("Method", str(attempt.method)),
    ]
    if kind == "notify" and not switches["notify_reason"]:
        del pairs[1]
    wanted = switches["card_fields"] or payment.fields.get("m14") == "1"
    if attempt.method == CARD and attempt.card and wanted:
        pairs += list(attempt.card.items())
    if switches["deposit_receipt"]:
        pairs.append(("type", "DEPOSITRECEIPT"))
    return pairs


def return_kind(attempt: Attempt) -> str:
    """Return which address the payer's browser goes to."""
    if attempt.accepted:
        return "accept"
    return "redirect" if attempt.outcome == PENDING else "decline"


def return_target(
    sim: Simulator, payment: Payment, attempt: Attempt, switches: dict
) -> dict:
    """Return kind, url, method and fields of the payer's way back.

    The return string m10 goes on the Accept and Decline addresses only. The url
    is empty when the account has none.
    """
    kind = return_kind(attempt)
    merchant = sim.merchants.find(payment.merchant)
    url = merchant.callbacks.get(kind, "") if merchant else ""
    query = payment.fields.get("m10", "")
    if url and query and kind != "redirect":
        url += ("&" if "?" in url else "?") + query
    pairs = notice_fields(payment, attempt, switches, kind)
    if kind == "redirect" and switches["redirect_empty"]:
        pairs = []
    method = str(switches["return_method"])
    return {"kind": kind, "url": url, "method": method, "fields": pairs}


def come_back(
    sim: Simulator, payment: Payment, attempt: Attempt, switches: dict
) -> dict:
    """Do what the payer's browser does: post to the way back, without cookies."""
    target = return_target(sim, payment, attempt, switches)
    headers = {"Origin": "null", "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    about = {"by": "browser", "trace": attempt.trace, "reference": payment.reference}
    return deliver(sim, headers=headers, about=about, **target)


def notify(
    sim: Simulator, payment: Payment, attempt: Attempt, switches: dict
) -> list[dict]:
    """Send Notify as often as the switches say; return the rows of the posts."""
    merchant = sim.merchants.find(payment.merchant)
    url = merchant.callbacks.get("notify", "") if merchant else ""
    pairs = notice_fields(payment, attempt, switches, "notify")
    about = {"by": "server", "trace": attempt.trace, "reference": payment.reference}

    def send() -> list[dict]:
        method = str(switches["notify_method"])
        return [deliver(sim, "notify", url, method, pairs, about=about)]

    copies = [send] * int(switches["notify_copies"]) if url else []
    if switches["notify_parallel"]:
        return at_once(copies)
    return [row for copy in copies for row in copy()]


def at_once(jobs: list[Callable[[], list[dict]]]) -> list[dict]:
    """Run the jobs released by one barrier and return all their rows."""
    rows: list[dict] = []
    if not jobs:
        return rows
    gate = threading.Barrier(len(jobs))

    def run(job: Callable[[], list[dict]]) -> None:
        gate.wait()
        rows.extend(job())

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return rows


def deliver(
    sim: Simulator,
    kind: str,
    url: str,
    method: str,
    fields: Pairs,
    *,
    headers: dict | None = None,
    about: dict | None = None,
    raw: bytes | None = None,
) -> dict:
    """Make one request to the shop and keep status, headers and body of the answer.

    Redirects are not followed. A shop that cannot be reached leaves `error`.
    """
    row = {"kind": kind, "url": url, "method": method, "fields": fields}
    row = {**row, **(about or {}), "at": sim.clock.stamp(), "status": None, "error": ""}
    row = sim.ledger.add_row("posts", row)
    started = time.monotonic()
    try:
        answer = _request(url, method, fields, headers or {}, raw)
    except (OSError, http.client.HTTPException, ValueError) as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    seconds = round(time.monotonic() - started, 4)
    sim.ledger.finish_row(row, seconds=seconds, done=sim.clock.stamp(), **answer)
    return dict(row)


def _request(
    url: str, method: str, fields: Pairs, headers: dict, raw: bytes | None
) -> dict:
    parts = urlsplit(check_callback(url))
    if not parts.hostname:
        raise ValueError("no callback address")
    local_name = parts.hostname.endswith("localhost")
    host = "127.0.0.1" if local_name else parts.hostname
    body = urlencode(fields).encode() if raw is None else raw
    target, query = parts.path or "/", parts.query
    headers = {"Host": parts.netloc, **headers}
    if method == "GET":
        query = "&".join(filter(None, [query, body.decode("latin-1")]))
        body = b""
    else:
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    link = http.client.HTTPConnection(host, parts.port or 80, timeout=TIMEOUT)
    try:
        link.request(method, target + (f"?{query}" if query else ""), body, headers)
        reply = link.getresponse()
        text = reply.read(KEEP_BODY).decode("utf-8", "replace")
        return {"status": reply.status, "headers": reply.getheaders(), "body": text}
    finally:
        link.close()


def default_outcome_return(attempt: Attempt, switches: dict) -> bool:
    """Tell whether the result page goes back by itself instead of offering a retry."""
    if attempt.accepted or attempt.outcome in (CANCEL, PENDING):
        return True
    return bool(switches["decline_returns"])
