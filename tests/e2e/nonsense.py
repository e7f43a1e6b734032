"""Requests that no page would make, to every public address of both addons."""

import json
import random
import re

import requests
from lxml import html

from tools.paths import ROOT

from .gateway import TIMEOUT

ROUTES = ROOT / "tests" / "seam" / "routes.txt"
PART = re.compile(r"<(\w+)(?:\(([^)]*)\))?:(\w+)>")
NUMBERS = ("0", "-1", "1", "7", "2147483648", "99999999999999999999", "1.5", "%00", "x")
TEXTS = (
    "0 1 my my-1 my-99999999999 preview-1-1 preview-x code l x %00 %ff%fe .. %2e%2e "
    "%0d%0aA:b ' \" <x> {{7*7}} ${7} %25 _ % * ; due part-1 part-1e9 part-NaN all "
    "invoice-1 sale-1 é 日本 ‮"
).split(" ")
NAMES = (
    "amount date from to page sort search status ids ids[] invoice_ids document token "
    "csrf_token code name email phone vat reason message text signature next url "
    "Reference RequestTrace TransactionAccepted self env context db uid __class__ "
    "stamp choice access_token kw %00"
).split()
VALUES = (
    "", "0", "-1", "1e9", "NaN", "Infinity", "１００", "1,2,3", "9" * 400, "x" * 5000,
    "\x00", "\ud800", "a\r\nB: c", "' OR 1=1 --", "<script>x</script>", "{{7*7}}",
    "2026-13-45", "0001-01-01", "9999-12-31", "//evil.example", "%", "_", "‮", "[]",
    "true", "null", "../../etc/passwd",
)  # fmt: skip
DEEP = "[" * 5000
JSON_VALUES = (
    None, True, -1, 1e308, 10**30, "", "x", "\x00", "\ud800", [], {}, [[[]]],
    {"a": {"b": 1}},
)  # fmt: skip
CONTENT_TYPES = (
    "application/json",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=utf-16",
    "",
)


def public_routes():
    """Return [(kind, methods, address)] of the committed list, public ones."""
    found = []
    for line in ROUTES.read_text().splitlines():
        parts = line.split(maxsplit=5)
        if len(parts) == 6 and parts[2] == "public":
            found.append((parts[1], parts[3].split(","), parts[5]))
    return found


class Fuzz:
    """Makes requests that no page would make, from one seed."""

    def __init__(self, customer, seed):
        self.shop, self.customer = customer.shop, customer
        self.chance = random.Random(seed)
        self.routes = public_routes()
        self.known = ["1", "2", "3"]
        self.token = ""

    def address(self, route):
        """Fill the parts of an address: sometimes well, mostly not."""

        def fill(part):
            converter, choices, name = part.groups()
            if converter == "any":
                options = [choice.strip('"') for choice in choices.split(",")]
                return self.chance.choice([*options, "x"])
            if name == "visitor" and self.chance.random() < 0.7:
                return self.customer.payer.zone.rpartition("/")[2]
            if converter == "int":
                return self.chance.choice([*NUMBERS, *self.known * 3])
            texts = TEXTS
            if name == "visitor":
                # Clients resolve dots themselves: these would leave our addresses.
                texts = [text for text in TEXTS if text not in ("..", "%2e%2e")]
            return self.chance.choice(texts)

        return self.shop.url + PART.sub(fill, route)

    def fields(self):
        """Return pairs of names and values, names repeated."""
        pairs = [
            (self.chance.choice(NAMES), self.chance.choice(VALUES))
            for _pair in range(self.chance.randrange(6))
        ]
        if self.token and self.chance.random() < 0.6:
            pairs.append(("csrf_token", self.token))
        return [(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs]

    def send(self):
        """Make one request; return (what it was, answer)."""
        kind, methods, route = self.chance.choice(self.routes)
        method = self.chance.choice(methods)
        if self.chance.random() < 0.1:
            method = self.chance.choice(("HEAD", "PUT", "DELETE", "OPTIONS", "POST"))
        session = self.customer.payer.session
        if self.chance.random() < 0.3:
            session = requests
        options = {"timeout": TIMEOUT, "allow_redirects": False}
        if kind == "jsonrpc":
            options["data"] = self.json_body()
            options["headers"] = {"Content-Type": "application/json"}
        elif method == "GET":
            options["params"] = self.fields()
        elif self.chance.random() < 0.1:
            options["data"] = b"\x00\xff%%%=&&&=" * 3
            options["headers"] = {"Content-Type": self.chance.choice(CONTENT_TYPES)}
        else:
            options["data"] = self.fields()
        address = self.address(route)
        what = (method, address, options.get("data") or options.get("params"))
        return what, session.request(method, address, **options)

    def json_body(self):
        """Return a call as core's scripts make it, with arguments they never send."""
        if self.chance.random() < 0.1:
            bodies = (
                '{"params": [[',
                f'{{"params": {{"a": {DEEP}',
                "[]",
                '{"params": 1}',
            )
            return self.chance.choice(bodies)
        params = {
            self.chance.choice(NAMES): self.chance.choice(JSON_VALUES)
            for _value in range(self.chance.randrange(5))
        }
        return json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})

    def refresh(self):
        """Come in again, and take the token a page of the zone would post."""
        self.customer.come_in_again()
        payer = self.customer.payer
        page = html.fromstring(payer.get(f"{payer.zone}/details").text)
        self.token = page.xpath("//input[@name='csrf_token']/@value")[0]
        listed = payer.get(f"{payer.zone}/invoices").text
        self.known = re.findall(r"/invoices/(\d+)", listed)[:5]


def says_no_more_than_it_should(answer):
    """Tell whether an answer is no error of ours and shows no insides."""
    fine = answer.status_code < 500
    if answer.status_code == 503:
        # "Being prepared": a file that is made while others wait.
        fine = "Retry-After" in answer.headers
    if "json" in answer.headers.get("Content-Type", ""):
        error = answer.json().get("error") or {}
        name = error.get("data", {}).get("name", "odoo.exceptions.")
        return fine and name.startswith(("odoo.exceptions.", "werkzeug.exceptions."))
    return fine and "Traceback (most recent" not in answer.text
