"""The program itself: loopback, stamp, start, state file."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ..server import make_server, start_server, stop_server
from .conftest import CARD, Gateway

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "10.0.0.1"])
def test_it_binds_to_loopback_only(host):
    """O-05."""
    with pytest.raises(ValueError, match="loopback only"):
        make_server("", host=host)


@pytest.mark.parametrize("host", ["localhost", "example.com", ""])
def test_it_wants_a_literal_address(host):
    with pytest.raises(ValueError):
        make_server("", host=host)


def test_other_loopback_addresses_are_fine():
    server = make_server("", host="127.0.0.2")
    assert server.address.startswith("http://127.0.0.2:")
    server.server_close()


@pytest.mark.parametrize("base", ["http://example.com", "https://127.0.0.1:1", "x"])
def test_the_callback_base_must_be_local_http(base):
    with pytest.raises(ValueError, match="loopback"):
        make_server(base)


def test_every_reply_is_stamped(gateway):
    visit = gateway.visit()
    gateway.control("faults", fault="http_500", times=1)
    replies = [
        gateway.status("1.2"),
        gateway.status("1.2"),
        gateway.ask("GET", visit),
        gateway.ask("GET", "/nowhere"),
        gateway.ask("PUT", "/nowhere"),
        gateway.ask("GET", f"{visit}/cancel"),
        gateway.ask("POST", "/_sim/pay", "not json"),
        gateway.ask("GET", "/_sim/ledger", headers={"Host": "evil.example"}),
        gateway.post(f"{visit}/card", CARD),
        gateway.post("/site/paynow.aspx", {}),
    ]
    assert [reply.headers["X-Pay-Now-Simulated"] for reply in replies] == ["1"] * 10
    statuses = [reply.status for reply in replies]
    assert statuses == [500, 200, 200, 404, 501, 405, 400, 403, 200, 200]


def test_a_long_body_is_refused(gateway):
    host, port = gateway.server.server_address[:2]
    with socket.create_connection((host, port), timeout=5) as link:
        link.sendall(
            b"POST /site/paynow.aspx HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Length: 99999999\r\n\r\n"
        )
        assert b" 400 " in link.recv(1000).split(b"\r\n")[0]


def test_reset_forgets_everything_but_traces_go_on(gateway):
    fields = {"p2": "S1", "p4": "5.00"}
    first = gateway.control("pay", fields=fields)["trace"]
    gateway.control("switches", notify_copies=0)
    gateway.control("faults", fault="html")
    gateway.control("clock", advance=864000)
    gateway.control("reset")
    ledger = gateway.ledger()
    assert ledger["payments"] == [] and ledger["posts"] == []
    answer = gateway.control("pay", fields=fields)
    assert len(answer["posts"]) == 1
    assert int(answer["trace"].split(".")[1]) > int(first.split(".")[1])
    assert gateway.status(answer["trace"]).status == 200


def test_the_clock_can_be_moved(gateway):
    now = gateway.control("clock", now="2026-03-01T23:59:00")["now"]
    assert now.startswith("2026-03-01T23:59:00") and now.endswith("+02:00")


def test_the_state_file_survives_a_restart(tmp_path, shop):
    state = tmp_path / "state.json"
    server = start_server(shop.address, state_file=state)
    gateway = Gateway(server)
    trace = gateway.control("pay", fields={"p2": "S1", "p4": "5.00"})["trace"]
    stop_server(server)
    server = start_server(shop.address, state_file=state)
    gateway = Gateway(server)
    assert json.loads(gateway.status(trace).text)["TransactionAccepted"]
    assert gateway.control("pay", 422, fields={"p2": "S1", "p4": "5.00"})["refused"]
    assert gateway.ledger()["totals"]["received"] == "5.00"
    stop_server(server)


def eventually(fact, seconds=20):
    """Wait until `fact()` is true and return its value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := fact():
            return value
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s")


def test_the_program_prints_its_address_and_ends_on_a_signal(tmp_path):
    ready, printed = tmp_path / "ready", tmp_path / "printed"
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.simulator"]
    command += ["--ready-file", str(ready)]
    with printed.open("w") as out:
        program = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
    try:
        eventually(ready.exists)
        address = ready.read_text().strip()
        assert printed.read_text().strip() == address
        assert address.startswith("http://127.0.0.1:")
        port = int(address.rsplit(":", 1)[1])
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        os.kill(program.pid, signal.SIGTERM)
        assert program.wait(20) == 0
    except (AssertionError, subprocess.TimeoutExpired):
        # Show where the program stands.
        os.kill(program.pid, signal.SIGABRT)
        program.wait(20)
        print(printed.read_text())
        raise
    finally:
        program.kill()
        program.wait(20)


def test_the_program_refuses_a_public_address():
    command = [sys.executable, "-m", "tests.simulator", "--host", "0.0.0.0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20)
    assert done.returncode == 2 and "loopback only" in done.stderr


def test_it_reuses_nothing_of_the_addons():
    folder = Path(__file__).parents[1]
    texts = [path.read_text() for path in folder.glob("*.py")]
    imports = [line for text in texts for line in text.splitlines()]
    imports = [line for line in imports if line.startswith(("import ", "from "))]
    assert not [line for line in imports if "payment_" in line or "odoo" in line]
