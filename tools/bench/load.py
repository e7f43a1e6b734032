"""Load over HTTP with threads, and how long it took."""

import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

TIMEOUT = 120


class _Stay(urllib.request.HTTPRedirectHandler):
    """Answers as they are, redirects not followed."""

    def redirect_request(self, *_arguments):
        return None


_opener = urllib.request.build_opener(_Stay)


def post(url, fields):
    """Post a form; return (status, seconds)."""
    return _exchange(
        urllib.request.Request(url, urllib.parse.urlencode(fields).encode())
    )


def get(url):
    """Fetch a page; return (status, seconds)."""
    return _exchange(urllib.request.Request(url))


def _exchange(request):
    began = time.monotonic()
    try:
        with _opener.open(request, timeout=TIMEOUT) as answer:
            answer.read()
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    except OSError:
        status = 0  # more callers at once than the server's queue is long
    return status, time.monotonic() - began


def all_at(threads, jobs):
    """Run jobs on so many threads; return their answers in order."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda job: job(), jobs))


def pages_until(stop, url, pause=0.02):
    """Fetch a page again and again until ``stop`` is set; return the seconds of each.

    :param stop: a ``threading.Event``
    """
    seconds = []
    while not stop.is_set():
        seconds.append(get(url)[1])
        time.sleep(pause)
    return seconds


def beside(work, url):
    """Fetch a page all the time while ``work`` runs; return the seconds of each."""
    stop = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        pages = pool.submit(pages_until, stop, url)
        try:
            work()
        finally:
            stop.set()
        return pages.result()


def p95(seconds):
    """Return the value that nineteen of twenty stay below."""
    return sorted(seconds)[max(0, int(len(seconds) * 0.95) - 1)]
