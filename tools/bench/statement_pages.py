"""Pages and PDFs of the statement, asked for as a browser would, in this process."""

import os
import time
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

from werkzeug.test import Client

from odoo.http import root
from odoo.sql_db import Cursor

from odoo.addons.customer_zone.statement import Ask, Kind

from .statement_ledger import TODAY

ROUNDS = 7
PAGES = {
    "what is owed": "",
    "activity, 3 months": "?kind=activity",
    "activity, all": "?kind=activity&from=",
}
PDF_LINES = 1000


def print_pages(env, customers):
    """Print queries and times of the screen pages, warm, the best of some rounds."""
    links = env["customer.zone.link"]
    urls = {
        size: links._issue(env.company, customer, customer)._zone_url()
        for size, customer in customers.items()
    }
    env.cr.commit()
    print("\nScreen page: lines, page, SQL statements, processor ms, wall ms")
    for size, url in urls.items():
        visit = Visit(url)
        for name, query in PAGES.items():
            wall, cpu, statements = visit.time(f"/statement{query}")
            print(
                f"{size:7} {name:20} {statements:3} {cpu:8.1f} {wall:8.1f}", flush=True
            )


class Visit:
    """A browser inside this process that has opened an e-mailed link."""

    def __init__(self, url):
        self.client = Client(root)
        base, _slash, token = url.partition("/zone/l/")
        self.base = f"{base}/"
        answer = self._get(f"/zone/l/{token}")
        path = urlsplit(answer.headers["Location"]).path
        self.zone = "/".join(path.split("/")[:3])

    def _get(self, path):
        """Ask for a page and read it to its end."""
        answer = self.client.get(path, base_url=self.base)
        answer.get_data()
        return answer

    def time(self, path):
        """Return wall ms, processor ms and SQL statements of one page."""
        best = None
        for _round in range(ROUNDS):
            with counted() as count:
                cpu, wall = time.process_time(), time.perf_counter()
                answer = self._get(self.zone + path)
                result = (
                    (time.perf_counter() - wall) * 1000,
                    (time.process_time() - cpu) * 1000,
                    count[0],
                )
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}")
            best = min(best, result) if best else result
        return best


@contextmanager
def counted():
    """Yield a list with the number of SQL statements of this process so far."""
    count, execute = [0], Cursor.execute

    def counting(self, *arguments, **more):
        count[0] += 1
        return execute(self, *arguments, **more)

    Cursor.execute = counting
    try:
        yield count
    finally:
        Cursor.execute = execute


def print_pdf(env, customers):
    """Print what a PDF of 1 000 lines takes, and our share of it."""
    statements = env["customer.zone.statement"]
    ask = Ask(Kind.ACTIVITY, TODAY + timedelta(days=1))
    model, spent = type(statements), [0.0, 0.0]
    printing = model._print

    def timed(self, *arguments):
        wall, cpu = time.perf_counter(), _child_cpu()
        try:
            return printing(self, *arguments)
        finally:
            spent[0] += time.perf_counter() - wall
            spent[1] += _child_cpu() - cpu

    model._print = timed
    print(f"\nPDF of {PDF_LINES} lines: whole s, engine s, our share of the engine's")
    try:
        for number in range(4):
            spent[:] = [0.0, 0.0]
            wall, cpu = time.perf_counter(), time.process_time()
            content = statements._zone_statement_pdf(
                customers[PDF_LINES], env.company, ask
            )
            whole, own = time.perf_counter() - wall, time.process_time() - cpu
            if number:  # the first one measures the PDF engine as well
                share = 100 * (whole - spent[0]) / spent[0]
                print(
                    f"  {whole:6.2f} {spent[0]:6.2f} {share:5.1f} %"
                    f"   (processor: engine {spent[1]:.2f}, ours {own:.2f};"
                    f" {len(content) // 1024} KiB)",
                    flush=True,
                )
    finally:
        model._print = printing


def _child_cpu():
    times = os.times()
    return times.children_user + times.children_system
