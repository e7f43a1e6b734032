"""How PostgreSQL finds the rows of each page: it reads no big table from end to end."""

import re

from ... import postgres
from ...progress import say, step

BIG = (
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "account_payment",
    "payment_transaction",
    "res_partner",
    "sale_order",
    "sale_order_line",
)
SCAN = re.compile(rf"Seq Scan on ({'|'.join(BIG)})\b")
EXPLAIN = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_nested_statements": "on",
}


def sequential_scans(shop, asked):
    """Return ``{page: tables read from end to end}``; core's pages are left out.

    :param asked: ``{(name, size): (browser, path, status)}``
    """
    log = postgres.OURS.log
    _explain(shop, EXPLAIN.items())
    found = {}
    try:
        with step("plans of the pages"):
            for (name, size), (browser, path, _status) in asked.items():
                # Twice: each of the two workers keeps something to itself.
                at = log.stat().st_size
                browser.get(path)
                with open(log, errors="replace") as stream:
                    stream.seek(at)
                    tables = set(SCAN.findall(stream.read()))
                if tables and not name.startswith("core"):
                    found[f"{name} {size:,}"] = sorted(tables)
    finally:
        _explain(shop, [(name, "DEFAULT") for name in EXPLAIN])
    return found


def _explain(shop, settings):
    """Set what new connections do, and have Odoo connect anew."""
    for name, value in settings:
        text = value if value == "DEFAULT" else f"'{value}'"
        postgres.sql(f'ALTER DATABASE "{shop.database}" SET {name} = {text}')
    shop.odoo.stop()
    shop.odoo.start()


def print_scans(found):
    """Print what was read from end to end."""
    if not found:
        say("\nNo page reads a big table from end to end.")
    for page, tables in found.items():
        say(f"  read from end to end by {page}: {', '.join(tables)}")
