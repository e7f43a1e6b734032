"""The live shop that is measured, on a database that is built once and kept."""

import contextlib
import inspect

from ... import databases, live, postgres
from ...progress import say, step
from . import plan as planning

ADDONS = ("customer_zone",)


@contextlib.contextmanager
def running(plan, **options):
    """Yield a live shop with the data of a plan."""
    name = databases.name(f"pages-{plan.name}")
    with postgres.running():
        if databases.exists(name) and not _is_built(name, plan):
            say(f"{name} is not what is wanted now: built anew")
            databases.drop(name)
        with live.stack(
            f"bench-pages-{plan.name}",
            database=f"pages-{plan.name}",
            addons=ADDONS,
            cron=0,
            gateway=False,
            inbox=False,
            **options,
        ) as shop:
            if not _is_built(name, plan):
                with step(f"data: customers with {plan.sizes} invoices, once"):
                    shop.shell(_program(plan))
                shop.sql("VACUUM ANALYZE")
            yield shop


def _is_built(database, plan):
    rows = postgres.sql(
        "SELECT value FROM ir_config_parameter WHERE key = 'bench.pages'", database
    )
    return rows == [[plan.mark]]


def _program(plan):
    root = inspect.getfile(planning).partition("/tools/")[0]
    return (
        f"import sys\nsys.path.insert(0, {root!r})\n"
        "from tools.bench.pages.build import build\n"
        f"build(env, {plan.sizes!r}, {plan.mark!r})\n"
    )
