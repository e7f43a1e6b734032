"""The demo's database: built once a day per state of the sources, then only copied."""

import functools
from datetime import UTC, datetime, timedelta
from pathlib import Path

from .. import databases, locking, odoo, templates
from ..paths import ADDONS, ROOT, checksum, fingerprint
from ..progress import step

LABEL = "demodata"
KEPT = 2
SOUTH_AFRICA = timedelta(hours=2)  # no daylight saving

BUILD = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tools.demo import build
build.run(env)
"""
# What a browser loads first, so that the first page of a copy is as quick as the next.
WARM = """
qweb = env["ir.qweb"]
for bundle in ("web.assets_web", "web.assets_frontend_minimal",
               "web.assets_frontend_lazy", "customer_zone.assets_zone"):
    qweb._get_asset_bundle(bundle, css=False, js=True).js()
for bundle in ("web.assets_web", "web.assets_web_print", "web.assets_frontend",
               "customer_zone.assets_zone"):
    qweb._get_asset_bundle(bundle, css=True, js=False).css()
for bundle in ("web.report_assets_pdf", "web.report_assets_common"):
    qweb._get_asset_bundle(bundle, css=True, js=False, autoprefix=True).css()
env.cr.commit()
"""


def template():
    """Return the name of a database with the demo in it, building it when needed."""
    below = templates.with_addons("both", ADDONS)
    name = databases.name(LABEL, fingerprint(below, today().isoformat(), *_sources()))
    with locking.exclusive(f"template-{LABEL}"):
        if not databases.exists(name):
            with step("demo company, once a day"):
                _build(below, name)
            templates._drop_older(LABEL, keep=KEPT)
    return name


@functools.cache
def today():
    """Return the day of the demo: today's date in South Africa.

    The same until this program ends, so that midnight builds no other demo meanwhile.
    """
    return (datetime.now(UTC) + SOUTH_AFRICA).date()


def _sources():
    folder = Path(__file__).parent
    files = sorted([*folder.glob("*.py"), folder / "logo.png"])
    return [f"{path.name}:{checksum(path)}" for path in files]


def _build(below, name):
    """Load the demo into a copy of a template and give it its final name."""
    config = odoo.write_config("demo-build", ADDONS)
    database = f"{name}_new"
    databases.drop(database)
    databases.clone(below, database)
    odoo.script(config, database, BUILD, "demo-build", "Building the demo")
    odoo.script(config, database, WARM, "demo-warm", "Preparing the demo's pages")
    databases.rename(database, name)
