"""The routes of both addons: exactly the listed ones, each saying everything."""

import json
import subprocess

import pytest

from tools import odoo, venv
from tools.paths import ADDONS, ROOT

LIST = ROOT / "tests" / "seam" / "routes.txt"
STATED = {"type", "auth", "methods", "csrf", "save_session"}


@pytest.fixture(scope="module")
def declared():
    """The decorated controller methods of both addons."""
    config = odoo.write_config("seam-routes", ADDONS)
    reader = ROOT / "tests" / "seam" / "read_routes.py"
    done = subprocess.run(
        [str(venv.python()), str(reader), str(config), *ADDONS],
        env=odoo.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def line(entry, route):
    """Return one line of the list."""
    options = entry["options"]
    methods = ",".join(options.get("methods", ["?"]))
    csrf = "csrf" if options.get("csrf") else "no-csrf"
    kind, auth = options.get("type", "?"), options.get("auth", "?")
    return f"{entry['addon']} {kind} {auth} {methods} {csrf} {route}"


def lines(declared):
    """Return the list of routes and of overrides that keep core's routes."""
    found = []
    for entry in declared:
        found += [line(entry, route) for route in entry["routes"]]
        if not entry["routes"]:
            found.append(f"{entry['addon']} override {entry['method']}")
    return sorted(found)


def test_the_routes_are_exactly_the_listed_ones(declared):
    """X-09: a new address, or an opened one, shows in a review of routes.txt."""
    listed = [text for text in LIST.read_text().splitlines() if text[:1] not in "#"]
    assert lines(declared) == sorted(listed)


def test_every_route_says_who_may_come_and_how(declared):
    """type, auth, methods, csrf and save_session are never left to a default."""
    silent = {
        entry["method"]: sorted(STATED - set(entry["options"]))
        for entry in declared
        if entry["routes"] and STATED - set(entry["options"])
    }
    assert silent == {}


def test_gateway_routes_bound_what_they_read(declared):
    """A stranger's post to the gateway addresses has a small limit."""
    gateway = [entry for entry in declared if entry["addon"] == "payment_sagepay"]
    assert gateway
    for entry in gateway:
        assert entry["options"].get("max_content_length", 1 << 30) <= 1 << 20
