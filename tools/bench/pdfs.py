"""`./dev bench pdfs`: twenty statement PDFs at once on two workers, pages beside them.

As many PDFs as may be are made at a time, who comes next asks again as the page
tells a browser to, and the other worker goes on serving pages.
"""

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from .. import live
from ..paths import ROOT
from ..progress import say, step
from .load import all_at, p95
from .pages.measure import Browser

LINES = 1000
CALLERS = 20
ALONE = 5
IDLE_PAGES = 40
PAUSE = 0.05  # seconds of a visitor between two pages
RETRY = 5  # seconds, as the answer says
PATIENCE = 300
MADE = "LINK "
SCRIPT = """
import sys
sys.path.insert(0, {root!r})
from tools.bench import statement_ledger
env.company.write({{"customer_zone_enabled": True, "customer_zone_mode": "history"}})
customer = statement_ledger.make_ledgers(env, ({lines},))[{lines}]
customer.customer_zone_allowed = True
link = env["customer.zone.link"]._issue(env.company, customer, customer)
print({made!r} + str(link.id) + " " + link._zone_url())
"""


def run():
    """Measure on a copy that is dropped, and print."""
    with live.stack(
        "bench-pdfs",
        addons=("customer_zone",),
        workers=2,
        cron=0,
        gateway=False,
        inbox=False,
    ) as shop:
        with step(f"a ledger of {LINES} lines"):
            zone, link = _data(shop)
        browsers = [_visitor(shop, link) for _number in range(CALLERS + 1)]
        pdf, page = f"{zone}/statement/pdf?kind=activity&from=", f"{zone}/overview"
        # The first ones measure the PDF engine and compile the templates.
        alone = [_fetch(browsers[0], pdf)[0] for _number in range(ALONE + 2)][2:]
        idle = [browsers[-1].seconds(page) for _number in range(IDLE_PAGES)]
        with step(f"{CALLERS} PDFs at once"):
            pdfs, beside = _at_once(browsers, pdf, page)
    say(f"PDF of {LINES} lines, alone: median {statistics.median(alone):.2f} s")
    seconds, refused = zip(*pdfs, strict=True)
    say(f"{CALLERS} at once: all came, the last after {max(seconds):.1f} s")
    say(f"  told to come again {sum(refused)} times, {RETRY} s later each")
    say(f"pages of another visitor, alone: {_spread(idle)}")
    say(f"  meanwhile ({len(beside)} pages): {_spread(beside)}")
    say(f"  p95 {p95(beside) / p95(idle):.1f} times that of alone")


def _data(shop):
    """Return the path of the customer's zone, and the link into it."""
    printed = shop.shell(SCRIPT.format(root=str(ROOT), lines=LINES, made=MADE))
    line = next(text for text in printed.splitlines() if text.startswith(MADE))
    number, url = line.removeprefix(MADE).split()
    return f"/zone/{number}", "/zone/l/" + url.partition("/zone/l/")[2]


def _visitor(shop, link):
    browser = Browser(shop.url)
    status, _body = browser.get(link)
    if status != 303:
        raise SystemExit(f"The link answered {status}")
    return browser


def _at_once(browsers, pdf, page):
    """Return (seconds, refusals) of each PDF, and the seconds of pages meanwhile."""
    over = threading.Event()
    *callers, reader = browsers
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(_read_until, over, reader, page)
        try:
            jobs = [partial(_fetch, one, pdf) for one in callers]
            pdfs = all_at(len(jobs), jobs)
        finally:
            over.set()
        return pdfs, reading.result()


def _read_until(over, browser, page):
    seconds = []
    while not over.is_set():
        seconds.append(browser.seconds(page))
        time.sleep(PAUSE)
    return seconds


def _fetch(browser, pdf):
    """Return the seconds until the PDF came, and how often it was not yet its turn."""
    began, refused = time.monotonic(), 0
    while True:
        status, body = browser.get(pdf)
        spent = time.monotonic() - began
        if status == 200 and body.startswith(b"%PDF"):
            return spent, refused
        if status != 503 or spent > PATIENCE:
            raise SystemExit(f"The PDF answered {status} after {spent:.0f} s")
        refused += 1
        time.sleep(RETRY)


def _spread(seconds):
    middle = 1000 * statistics.median(seconds)
    return f"median {middle:.0f} ms, p95 {1000 * p95(seconds):.0f} ms"
