"""A live shop whose pages are walked, and where its documents are."""

import contextlib
import json
import os

from .. import databases, live, node, odoo, postgres, provision, templates
from ..demo.gateway_side import let_gateway_remember
from ..paths import ADDONS
from .template import walked

PLACES = "SELECT value FROM ir_config_parameter WHERE key = 'walk.places'"


@contextlib.contextmanager
def walked_shop(label, website=False):
    """Yield ``(shop, places)``; the database is dropped afterwards.

    :param bool website: with Odoo's ``website`` installed
    :return: the running shop, and ids and tokens by the names the scenery gave them
    """
    provision.tools()
    provision.odoo()
    node.ensure("browser")
    with (
        postgres.running(),
        databases.temporary(walked(website), label) as database,
    ):
        templates.remember(database, ADDONS)
        name = database.removeprefix(databases.PREFIX)
        # One process with threads; the pages of the gateway are another's subject.
        with live.stack(label, database=name, workers=0, cron=0, env=_path()) as shop:
            let_gateway_remember(shop)
            yield shop, json.loads(shop.sql(PLACES)[0][0])


def _path():
    """Return where Odoo finds what turns styles round for right-to-left languages."""
    tools = node.program("browser", "rtlcss").parent
    path = f"{tools}{os.pathsep}{node.binary().parent}"
    return {"PATH": f"{path}{os.pathsep}{odoo.environment()['PATH']}"}
