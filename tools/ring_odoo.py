"""The rings inside Odoo: pytest-odoo on a copy of the ring's template database."""

import os

from . import databases, odoo, postgres, provision, templates, venv
from .paths import ADDONS, ROOT
from .progress import Problem
from .pytest_run import PLUGINS, pytest

MOST_SIDE_BY_SIDE = 4

WHITELIST = ROOT / "checklog-odoo.cfg"

# A test takes back all it wrote, so whoever counts the rows meanwhile finds none, and
# PostgreSQL then plans for empty tables: a query of 20 ms takes a minute.
UNCOUNTED = """
DO $$ DECLARE name regclass; BEGIN
    FOR name IN SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    LOOP EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', name);
    END LOOP;
END $$
"""


def test_addons():
    """Return the names of the addons that exist for tests alone."""
    return tuple(
        sorted(path.parent.name for path in odoo.TEST_ADDONS.glob("*/__manifest__.py"))
    )


def addons_of(ring):
    """Return the addons installed in the database of a ring."""
    if ring == "both":
        return ADDONS + test_addons()
    return templates.RINGS[ring]


def _paths(ring):
    """Return the folders with the tests of a ring, seen through its addons folder."""
    addons = test_addons() if ring == "both" else addons_of(ring)
    folder = odoo.addons_folder(addons_of(ring))
    found = [folder / addon / "tests" for addon in addons]
    found = [path for path in found if any(path.glob("test_*.py"))]
    if not found:
        raise Problem(f"The ring {ring} has no tests yet.")
    return found


def run(ring, arguments):
    """Run one ring and return its counts."""
    provision.odoo()
    addons = addons_of(ring)
    templates.require_addons(addons)
    paths = _paths(ring)
    config = odoo.write_config(f"ring-{ring}", addons)
    with postgres.running():
        # A live shop has a template called `both`, without the addons for tests.
        label = "side" if ring == "both" else ring
        template = templates.with_addons(label, addons)
        with databases.temporary(template, ring) as database:
            postgres.sql(UNCOUNTED, database)
            options = [
                f"--odoo-config={config}",
                f"--odoo-database={database}",
                "--odoo-log-level=warn",
                "--odoo-http",
                f"--odoo-extra=db-filter=^{database}",
                "-W",
                "ignore:'crypt' is deprecated:DeprecationWarning",
                "-p",
                "log_guard",
            ]
            env = {**odoo.environment(), "LOG_WHITELIST": str(WHITELIST)}
            env["PYTHONPATH"] += f"{os.pathsep}{PLUGINS}"
            if not arguments:
                # A class stays with one process: setting its books up takes seconds.
                options += ["-n", str(_side_by_side()), "--dist", "worksteal"]
            return pytest(
                venv.python(), ring, options, paths, arguments, env=env, rootdir=ROOT
            )


def _side_by_side():
    """Return how many processes share a whole ring, each on a copy of its own."""
    return max(1, min(MOST_SIDE_BY_SIDE, os.cpu_count() or 1))
