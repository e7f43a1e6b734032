"""The databases whose pages are walked: the demo, its scenery, and a website on top.

Both are built once per day and state of the sources, then only copied.
"""

from pathlib import Path

from .. import databases, locking, odoo, templates
from ..demo.template import WARM
from ..demo.template import template as demo_template
from ..paths import ADDONS, ROOT, checksum, fingerprint
from ..progress import step

# Providers of Odoo's own, so that a payer has something to choose from.
PROVIDERS = ("payment_demo", "payment_custom")
KEPT = 2
SCENERY = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tools.shots import scenery
scenery.load(env)
"""
# The website speaks the languages of the customers, first of all the seller's.
WEBSITE = """
site = env["website"].search([], limit=1)
site.language_ids = env["res.lang"].search([])
site.default_lang_id = env.ref("base.lang_en_GB")
env.cr.commit()
"""


def walked(website=False):
    """Return the name of a database with everything the pages can show.

    :param bool website: with Odoo's ``website`` installed
    """
    below = demo_template()
    name = databases.name("walk", fingerprint(below, PROVIDERS, SCENERY, *_sources()))
    with locking.exclusive("template-walk"):
        _ensure(name, below, PROVIDERS, SCENERY + WARM, "the scenery of the pages")
        templates._drop_older("walk", keep=KEPT)
        if not website:
            return name
        site = databases.name("walksite", fingerprint(name, WEBSITE, WARM))
        script = WEBSITE + WARM
        _ensure(site, name, ("website",), script, "the same with a website")
        templates._drop_older("walksite", keep=KEPT)
        return site


def _sources():
    folder = Path(__file__).parent
    files = (folder / "scenery.py", *sorted(folder.glob("scene_*.py")))
    return [f"{path.name}:{checksum(path)}" for path in files]


def _ensure(name, below, modules, script, title):
    """Build a template on a copy of another one, unless it is there."""
    if databases.exists(name):
        return
    with step(title):
        database = f"{name}_new"
        databases.drop(database)
        databases.clone(below, database)
        config = odoo.write_config("walk-build", ADDONS)
        install = ("module", "install", *modules, "-d", database)
        failure = f"Installing {' and '.join(modules)}"
        odoo.call(config, *install, log="walk-install", failure=failure)
        odoo.script(config, database, script, "walk-build", f"Building {title}")
        databases.rename(database, name)
