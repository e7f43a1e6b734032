"""`./dev bench pages [--quick]`: core's portal and the zone, in one run.

Queries and processor time per page for customers with very different numbers of
invoices, side by side and in turns; then as many requests as eight callers make.
BENCH_ROUNDS makes it shorter, BENCH_SIZES names other numbers of invoices.
"""

import os
import statistics
import time
from datetime import date
from functools import partial

from ...paths import STATE
from ...progress import Problem, say, step
from ..load import all_at
from . import tables
from .asked import links, pages_of, signed_in
from .assets import print_assets
from .chart import draw
from .measure import Browser, Meter, peak_memory
from .plan import SAME_ROWS, plan
from .plans import print_scans, sequential_scans
from .shop import running

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "30"))
QUICK_ROUNDS = 5
CALLERS = 8
CALLED = 80
SHOWN = (
    "core list",
    "core list, deep",
    "Invoices, 10 rows",
    "Invoices, deep",
    "Overview",
    "Payments",
    "Statement",
)


def run(quick=False):
    """Measure and print; with ``quick`` fail where query counts differ over N."""
    wanted = plan(quick)
    with running(wanted, workers=2) as shop:
        sizes = (SAME_ROWS, *wanted.sizes)
        entries = links(shop, sizes)
        pages = {size: pages_of(shop, size, entries[size]) for size in sizes}
        browsers = {size: signed_in(shop, size) for size in sizes}
        asked = {
            (page.name, size): (browsers[size], page.path, page.status)
            for size in sizes
            for page in pages[size]
        }
        for size in sizes:
            asked["link entry", size] = (
                _Newcomer(shop.url),
                *asked["link entry", size][1:],
            )
        rounds = QUICK_ROUNDS if quick else ROUNDS
        with step(f"{len(asked)} pages, {rounds} rounds"):
            costs = Meter(shop, asked).run(rounds)
        tables.print_costs(costs, wanted.sizes)
        tables.print_ratios(costs, (SAME_ROWS, *wanted.sizes), pages[SAME_ROWS])
        say(f"\nLargest worker: {peak_memory(shop)} MiB resident at its peak")
        print_assets(browsers[SAME_ROWS], "/zone/my/invoices")
        rates = {} if quick else _throughput(shop, asked, wanted.sizes[-1])
        scans = {} if quick else sequential_scans(shop, asked)
        print_scans(scans)
        _keep(costs, wanted, rates)
    missed = tables.misses(costs, wanted.sizes)
    if quick:
        # Times of a run as short as this say little; counts say everything.
        missed = [one for one in missed if "queries" in one]
    say("\n" + ("\n".join(["Missed:", *missed]) if missed else "Flat: met."))
    if quick and missed:
        raise Problem("Query counts depend on how many invoices there are.")


class _Newcomer:
    """Opens every address in a browser without cookies."""

    def __init__(self, url):
        self.url = url

    def get(self, path):
        """Return ``(status, body)``."""
        return Browser(self.url).get(path)


def _throughput(shop, asked, size):
    """Print requests per second of eight callers, core's list beside ours."""
    say(f"\nRequests per second, {CALLERS} callers, 2 workers, {size:,} invoices")
    rates = {}
    for name in (
        "core list",
        "Invoices",
        "Invoices, 10 rows",
        "core invoice",
        "Invoice",
    ):
        browser, path, _status = asked[name, size]
        began = time.monotonic()
        seconds = all_at(CALLERS, [partial(browser.seconds, path)] * CALLED)
        rate = CALLED / (time.monotonic() - began)
        rates[name] = round(rate, 2)
        middle = statistics.median(seconds)
        say(f"  {name:23} {rate:7.1f}   half of them within {middle * 1000:.0f} ms")
    return rates


def _keep(costs, wanted, rates):
    folder = STATE / "bench"
    folder.mkdir(exist_ok=True)
    about = {"date": str(date.today()), "rates": rates}
    tables.write_json(folder / f"pages-{wanted.name}.json", costs, about)
    series = {
        name: {size: costs[name, size].processor for size in wanted.sizes}
        for name in SHOWN
    }
    title = "Processor time of a page over the number of invoices"
    (folder / f"pages-{wanted.name}.svg").write_text(draw(title, series))
    say(f"JSON and chart: {folder}/pages-{wanted.name}.*")
