"""Fifty clients that send their request a byte at a time, or not at all."""

import contextlib
import socket
import threading
import time

import pytest
import requests

from tools import nginx

from .gateway import TIMEOUT
from .paused import wait_until

SLOW = 50
HEAD = b"POST /payment/sagepay/notify HTTP/1.1\r\nHost: localhost\r\n"
BODY = HEAD + (
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\n"
)
# Odoo ends a worker whose request takes longer than this; a new one follows.
LIMIT = 120


class SlowClients:
    """Many connections that send one byte a second after a beginning."""

    def __init__(self, port, beginnings):
        self.port = port
        self.over = threading.Event()
        self.threads = [
            threading.Thread(target=self._crawl, args=(beginnings[n % 2],))
            for n in range(SLOW)
        ]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _crawl(self, beginning):
        with contextlib.suppress(OSError):
            with socket.create_connection(("127.0.0.1", self.port), TIMEOUT) as link:
                link.sendall(beginning)
                while not self.over.wait(1):
                    link.sendall(b"X")


def works(address):
    """Tell whether a page comes within a person's patience."""
    with contextlib.suppress(requests.RequestException):
        return requests.get(address, timeout=10).ok
    return False


def test_behind_a_buffering_proxy_nobody_notices(shop, tmp_path, full):
    """X-02: the proxy waits for the slow ones, the workers never see them."""
    path = nginx.program(fetch=full)
    if not path:
        pytest.skip("there is no nginx here; with --full it is fetched from Debian")
    proxy = nginx.in_front_of(shop, path, tmp_path)
    proxy.start()
    try:
        port = int(proxy.url.rpartition(":")[2])
        with SlowClients(port, (HEAD, BODY)):
            time.sleep(3)
            for _page in range(20):
                assert works(f"{proxy.url}/web/login")
    finally:
        proxy.stop()


@pytest.mark.logs(
    r"werkzeug: .*timed out",
    r"Worker \(\d+\)|WorkerHTTP|virtual real time limit|odoo\.service",
)
def test_without_a_proxy_the_workers_recover(shop, full):
    """X-02: silent clients first; with --full those that crawl, up to Odoo's limit."""
    page = f"{shop.url}/web/login"
    silent = [socket.create_connection(("127.0.0.1", shop.port)) for _n in range(SLOW)]
    wait_until(lambda: works(page), 130)
    for link in silent:
        link.close()
    if full:
        with SlowClients(shop.port, (HEAD, BODY)):
            time.sleep(5)
        wait_until(lambda: works(page), LIMIT + 10)
    assert works(page)
