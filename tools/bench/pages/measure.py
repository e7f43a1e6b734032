"""Requests of one browser, and what they cost the servers.

Processor time is what the kernel counts for Odoo's processes and for PostgreSQL's, in
nanoseconds; it hardly depends on what else the machine does. Queries are those that
Odoo writes into its log for the request.
"""

import gzip
import http.cookiejar
import re
import statistics
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

LOGGED = re.compile(r'"GET (\S+) HTTP/1.[01]" (\d+) - (\d+) ([\d.]+) ([\d.]+)')
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True)
class Cost:
    """One page, medians of some requests; times in milliseconds.

    :param queries: the number of every request, sorted, each once
    """

    queries: tuple
    server: float
    odoo: float
    database: float
    size: int
    packed: int

    @property
    def processor(self):
        """Return the processor time of both servers."""
        return self.odoo + self.database


class Browser:
    """A browser with its cookies, which stays where it is redirected from."""

    def __init__(self, url):
        self.url = url
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), _Stay
        )

    def get(self, path, data=None):
        """Return ``(status, body)``."""
        url = path if path.startswith("http") else self.url + path
        try:
            with self._opener.open(url, data, timeout=300) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def seconds(self, path):
        """Return how long a page took that has to be there."""
        began = time.monotonic()
        status, _body = self.get(path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        return time.monotonic() - began

    def sign_in(self, login, password):
        """Sign in through the login page."""
        _status, body = self.get("/web/login")
        token = CSRF.search(body.decode()).group(1)
        fields = {"login": login, "password": password, "csrf_token": token}
        status, _body = self.get("/web/login", urllib.parse.urlencode(fields).encode())
        if status != 303:
            raise SystemExit(f"{login} cannot sign in: {status}")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


class Meter:
    """Measures pages in rounds: each page once per round, so that all share the noise.

    :param pages: ``(browser, path, expected status)`` by any key
    """

    def __init__(self, shop, pages):
        self.shop = shop
        self.pages = pages
        self.seen = {key: [] for key in pages}

    def run(self, rounds, warm_up=3):
        """Return a :class:`Cost` per key."""
        log = Path(self.shop.odoo.log)
        for number in range(-warm_up, rounds):
            for key, (browser, path, expected) in self.pages.items():
                at = log.stat().st_size
                before = self._clocks()
                status, body = browser.get(path)
                after = self._clocks()
                if status != expected:
                    raise SystemExit(f"{path} answered {status}")
                if number >= 0:
                    spent = [(b - a) / 1e6 for a, b in zip(before, after, strict=True)]
                    self.seen[key].append((*_logged(log, at), *spent, body))
        return {key: _cost(rows) for key, rows in self.seen.items()}

    def _clocks(self):
        """Return the nanoseconds Odoo and PostgreSQL have worked so far."""
        rows = self.shop.sql(
            "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'odoo%'"
            f" AND datname = '{self.shop.database}'"
        )
        return (
            sum(map(_nanoseconds, _family(self.shop.odoo.pid))),
            sum(_nanoseconds(int(row[0])) for row in rows),
        )


def _logged(log, at):
    """Return queries and milliseconds of the one request logged since ``at``."""
    for _attempt in range(200):
        with open(log) as stream:
            stream.seek(at)
            found = LOGGED.findall(stream.read())
        if found:
            _path, _status, queries, sql, rest = found[-1]
            return int(queries), 1000 * (float(sql) + float(rest))
        time.sleep(0.005)
    raise SystemExit("Odoo did not log the request.")


def _family(pid):
    """Return the process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def _nanoseconds(pid):
    total = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        total += int(task.read_text().split()[0])
    return total


def peak_memory(shop):
    """Return the peak resident memory of the largest worker, in MiB."""
    peaks = []
    for pid in _family(shop.odoo.pid)[1:]:
        text = Path(f"/proc/{pid}/status").read_text()
        peaks.append(int(re.search(r"VmHWM:\s+(\d+)", text).group(1)) // 1024)
    return max(peaks)


def _cost(rows):
    queries, server, odoo, database, bodies = zip(*rows, strict=True)
    return Cost(
        queries=tuple(sorted(set(queries))),
        server=statistics.median(server),
        odoo=statistics.median(odoo),
        database=statistics.median(database),
        size=len(bodies[-1]),
        packed=len(gzip.compress(bodies[-1], 6)),
    )
