"""Measures answers to strangers; piped into an Odoo shell on a copy of a database."""

import re
import time
from statistics import median

from werkzeug.test import Client

from odoo.http import root
from odoo.tools import hash_sign

from odoo.addons.customer_zone.models.link.customer_zone_link_token import TOKEN_SCOPE

SAMPLES = 1000
TOKENS = 20000
# What a form carries differs from second to second.
CSRF = re.compile(rb"\w{40}o\d{10}")


def main(env):
    """Make two customers, then print both tables."""
    env.company.write({"customer_zone_enabled": True, "customer_zone_mode": "history"})
    mine, other = env["res.partner"].create([{"name": "Mine"}, {"name": "Other"}])
    mine.customer_zone_allowed = True
    foreign = env["sale.order"].create({"partner_id": other.id, "state": "sent"})
    link = env["customer.zone.link"]._issue(env.company, mine, mine)
    url = link._zone_url()
    env.cr.commit()
    print_pages(link, url, {"foreign": foreign.id, "missing": foreign.id + 10**6})
    print_tokens(env, link)


def print_pages(link, url, numbers):
    """Print how long somebody else's and a missing quote take, in turns."""
    client = Client(root)
    base, _slash, token = url.partition("/zone/l/")
    client.get(f"/zone/l/{token}", base_url=base)
    seconds, bodies = {name: [] for name in numbers}, set()
    for _sample in range(SAMPLES):
        for name, number in numbers.items():
            began = time.perf_counter()
            answer = client.get(f"/zone/{link.id}/quotes/{number}", base_url=base)
            seconds[name].append(time.perf_counter() - began)
            bodies.add((answer.status_code, CSRF.sub(b"csrf", answer.data)))
    found = {name: 1000 * median(values) for name, values in seconds.items()}
    gap = abs(found["foreign"] - found["missing"])
    print(f"\n{SAMPLES} answers each: {len(bodies)} kind of answer in all")
    for name, value in found.items():
        print(f"  {name:8} median {value:7.2f} ms")
    print(f"  gap of the medians {gap:.2f} ms")


def print_tokens(env, link):
    """Print how long refusing takes by how much of a token is right."""
    payload = [link.id, link.generation, ""]
    right = hash_sign(env(su=True), TOKEN_SCOPE, payload, expiration_hours=1)
    print(f"\n{TOKENS} wrong tokens each, median to refuse")
    wrong = {
        "no token at all": "A" * len(right),
        "half right": right[: len(right) // 2] + "A" * (len(right) // 2),
        "all but the last": right[:-1] + ("A" if right[-1] != "A" else "B"),
    }
    seconds = {name: [] for name in wrong}
    for _sample in range(TOKENS):
        for name, token in wrong.items():
            began = time.perf_counter()
            link._read_token(token)
            seconds[name].append(time.perf_counter() - began)
    for name, values in seconds.items():
        print(f"  {name:17} {1e6 * median(values):7.2f} µs")


main(env)  # noqa: F821 - the shell's
