"""A hundred visitors and two hundred notices a minute, on a ledger of a million lines.

BENCH_MINUTES, BENCH_CUSTOMERS and BENCH_VISITORS make it shorter or smaller.
"""

import functools
import json
import os
import random
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookiejar import CookieJar

from tests.ledger import assert_invariants
from tests.witness import Witness

from .. import live
from ..demo.gateway_side import call
from ..paths import ROOT, STATE
from ..progress import say, step
from .load import p95
from .notices import BOOKED, _accepted, _tell
from .payments import make

# Visitors and server share this computer: what a proxy in front sends at once may take
# a while here. Odoo by itself closes a connection after two seconds.
PATIENT = {"ODOO_HTTP_SOCKET_TIMEOUT": "60"}
# Each notice whose payment has no receipt, as far as it came.
BEHIND = """
SELECT t.reference, t.state, count(n.id) AS notices, max(n.attempts) AS look_ups,
       min(n.next_check_at) AS due, max(n.failure) AS failure
  FROM payment_transaction t
  LEFT JOIN sagepay_notice n ON n.reference = t.reference
 WHERE t.reference IN ({}) AND NOT EXISTS (
       SELECT FROM account_payment p
        WHERE p.payment_transaction_id = t.id AND p.state IN ('in_process', 'paid'))
 GROUP BY t.id
"""
INVOICES = 20
THINK = 10.0
TRIES = 5
NOTICES_A_MINUTE = 200
LOOK_UP = 0.2
# Seconds without one more receipt after which the rest are taken for lost: twice what
# a look-up that failed once waits for the next.
STUCK = 150
PAGES = ("overview", "invoices", "invoices/page/2", "statement", "payments", "details")
SCRIPT = """
import sys
sys.path.insert(0, {root!r})
from tools.bench import visitors_shell
visitors_shell.main(env, {customers}, {invoices}, {visitors})
"""


@dataclass(frozen=True)
class Load:
    """What came of it.

    :param list pages: (status, seconds) of each page; status 0: there was no answer
    :param list notices: (status, seconds) of each of the gateway's messages
    :param float behind: seconds from the last message to the last receipt
    :param int lines: invoice lines in the ledger
    """

    pages: list
    notices: list
    behind: float
    lines: int


def refused(answers):
    """Return those of the answers, (status, seconds), that were none."""
    return [one for one in answers if one[0] not in (200, 303)]


def run():
    """Measure and print."""
    minutes = float(os.environ.get("BENCH_MINUTES", "10"))
    customers = int(os.environ.get("BENCH_CUSTOMERS", "5000"))
    load = hold(minutes, customers, int(os.environ.get("BENCH_VISITORS", "100")))
    say(f"{load.lines} invoice lines, {customers} customers, 4 workers:")
    _say("pages of visitors", load.pages)
    _say(f"notices, {NOTICES_A_MINUTE} a minute", load.notices)
    say(
        f"  every receipt booked             {load.behind:6.1f} s after the last notice"
    )
    say("  the invariants hold")


def hold(minutes, customers, visitors):
    """Let visitors and notices come for so many minutes; return the :class:`Load`.

    :raise AssertionError: a receipt was not booked in time, or the books are not right
    """
    with live.stack("load", workers=4, cron=2, env=PATIENT) as shop:
        with step(f"{customers} customers with {INVOICES} invoices each"):
            made = _data(shop, customers, visitors)
        count = int(NOTICES_A_MINUTE * minutes)
        with step(f"{count} started payments"):
            payments = make(shop, {"sagepay": count})["sagepay"]
            told = [(one, _accepted(shop, *one)) for one in payments]
        call(shop, "faults", target="status", fault="slow", seconds=LOOK_UP)
        witness = Witness(shop)
        with step(f"{visitors} visitors and {count} notices, {minutes:g} minutes"):
            pages, notices = _both(shop, made["links"], told)
        behind = _backlog(shop, payments)
        # The look-ups of this run are all about different references.
        assert_invariants(shop.sql, call(shop, "ledger"), witness)
    load = Load(pages, notices, behind, made["lines"])
    _keep(load)
    return load


def _keep(load):
    """Write what came of it into ``visitors.json``, for whoever ran it as a test."""
    folder = STATE / "bench"
    folder.mkdir(exist_ok=True)
    told = {"lines": load.lines, "behind_s": round(load.behind, 1)}
    for name, answers in (("pages", load.pages), ("notices", load.notices)):
        seconds = sorted(took for _status, took in answers)
        told[name] = {
            "answers": len(answers),
            "errors": len(refused(answers)),
            "p50_ms": round(1000 * seconds[len(seconds) // 2]),
            "p95_ms": round(1000 * p95(seconds)),
        }
    (folder / "visitors.json").write_text(json.dumps(told, indent=1) + "\n")


def _data(shop, customers, visitors):
    text = SCRIPT.format(
        root=str(ROOT), customers=customers, invoices=INVOICES, visitors=visitors
    )
    printed = shop.shell(text)
    line = next(text for text in printed.splitlines() if text.startswith("MADE"))
    return json.loads(line.removeprefix("MADE"))


def _both(shop, links, told):
    """Return (status, seconds) of pages and of notices that came meanwhile."""
    over = threading.Event()
    with ThreadPoolExecutor(len(links)) as pool:
        visits = [pool.submit(_visit, link, over) for link in links]
        try:
            notices = _notify(shop, told)
        finally:
            over.set()
        pages = [one for visit in visits for one in visit.result()]
    return pages, notices


def _visit(link, over):
    """Be a visitor until it is over; return (status, seconds) of each page."""
    cookies = urllib.request.HTTPCookieProcessor(CookieJar())
    browser, seen = urllib.request.build_opener(cookies), []
    time.sleep(random.uniform(0, THINK))
    status, url = _open(browser, link)
    if status != 200:
        return [(status, 0.0)]
    zone = url.rpartition("/")[0]
    while not (seen and over.is_set()):
        began = time.monotonic()
        status, _url = _open(browser, f"{zone}/{random.choice(PAGES)}")
        seen.append((status, time.monotonic() - began))
        over.wait(random.uniform(0.5 * THINK, 1.5 * THINK))
    return seen


def _open(browser, address):
    """Read a page to its end; return its status, 0 for no answer, and where it was."""

    def ask():
        try:
            with browser.open(address, timeout=120) as answer:
                answer.read()
                return answer.status, answer.url
        except urllib.error.HTTPError as error:
            return error.code, address
        except OSError:
            return 0, address

    return _until_answered(ask)


def _until_answered(ask):
    """Return ``(status, …)`` of the first answer, or of the last try there was.

    More callers than the server's queue is long are sent away unheard: a proxy in front
    keeps them, and a browser comes again.
    """
    for _attempt in range(TRIES):
        answer = ask()
        if answer[0]:
            break
    return answer


def _notify(shop, told):
    """Post the notices evenly; return (status, seconds) of each."""
    began, pause = time.monotonic(), 60 / NOTICES_A_MINUTE
    with ThreadPoolExecutor(32) as pool:
        posts = []
        for number, one in enumerate(told):
            time.sleep(max(0.0, began + number * pause - time.monotonic()))
            tell = functools.partial(_tell, shop, *one)
            posts.append(pool.submit(_until_answered, tell))
        return [post.result() for post in posts]


def _backlog(shop, payments):
    """Wait until every receipt is booked; return the seconds that took.

    :raise AssertionError: when no more of them come
    """
    began = newest = time.monotonic()
    names = ", ".join(f"'{reference}'" for reference, _amount in payments)
    booked = 0
    while booked < len(payments):
        time.sleep(1)
        before, booked = booked, int(shop.sql(BOOKED.format(names))[0][0])
        if booked > before:
            newest = time.monotonic()
        elif time.monotonic() - newest > STUCK:
            late = "\n".join(map(" ".join, shop.sql(BEHIND.format(names))))
            raise AssertionError(f"No receipt in {STUCK} seconds:\n{late}")
    return time.monotonic() - began


def _say(name, answers):
    errors = len(refused(answers))
    seconds = [took for _status, took in answers] or [0.0]
    say(
        f"  {name:32} {len(answers):6} answers, {errors} errors,"
        f" p95 {1000 * p95(seconds):6.0f} ms"
    )
