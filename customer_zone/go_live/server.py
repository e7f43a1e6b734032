"""Is the server set up to be looked at by customers?"""

import ipaddress
from urllib.parse import urlsplit

from odoo.service.db import list_dbs
from odoo.tools import config, str2bool

from odoo.addons.base.models.ir_actions_report import _wkhtml

from .finding import look, ok, stop

PRIVATE_ENDINGS = (".local", ".localhost", ".lan", ".internal", ".test", ".example")


def address_is_public(company):
    """Look at the address that every e-mailed link begins with."""
    env = company.env
    address = company.get_base_url()
    parts = urlsplit(address)
    if not _is_public(parts.hostname or ""):
        return stop(
            env._(
                "Links begin with %(address)s, which customers cannot reach. Set "
                "web.base.url to your public address.",
                address=address,
            )
        )
    if parts.scheme != "https":
        return stop(
            env._(
                "Links begin with %(address)s, which is not encrypted. Set "
                "web.base.url to an address with https.",
                address=address,
            )
        )
    parameters = env["ir.config_parameter"]
    if not str2bool(parameters.get_param("web.base.url.freeze"), False):
        return look(
            env._(
                "Links begin with %(address)s. Set web.base.url.freeze to True: "
                "otherwise an administrator who signs in at another address changes "
                "it.",
                address=address,
            )
        )
    return ok(env._("Links begin with %(address)s.", address=address))


def pdf_engine_is_whole(company):
    """Look whether PDFs get their letterhead, and several fit into one file."""
    env = company.env
    engine = _wkhtml()
    if engine.state in ("install", "broken"):
        return stop(
            env._("There is no working wkhtmltopdf on the server: no PDF can be made.")
        )
    if engine.state == "workers":
        return stop(
            env._("With one worker a PDF waits for itself: set two workers or more.")
        )
    if engine.state == "upgrade" or not engine.is_patched_qt:
        return look(
            env._(
                "wkhtmltopdf %(version)s has no patched Qt: PDFs of invoices come "
                "without letterhead, and not several at once.",
                version=engine.version,
            )
        )
    return ok(env._("wkhtmltopdf %(version)s with patched Qt.", version=engine.version))


def one_database_answers(company):
    """Look whether the server knows which database a visitor means."""
    env = company.env
    if config["dbfilter"]:
        return ok(env._("A filter tells the server which database to open."))
    count = len(list_dbs(force=True))
    if count > 1:
        return stop(
            env._(
                "The server has %(count)s databases and no filter: it does not know "
                "which of them a link or a payment is for. Set dbfilter.",
                count=count,
            )
        )
    return ok(env._("The server opens one database."))


def workers_are_set(company):
    """Look whether several visitors are served at once, behind a proxy."""
    env = company.env
    if not config["workers"]:
        return look(
            env._(
                "One process serves everybody. Set workers (two per processor core and "
                "one) and a reverse proxy in front."
            )
        )
    if not config["proxy_mode"]:
        return look(
            env._(
                "Set proxy_mode behind a reverse proxy: otherwise every visitor seems "
                "to come from the same address."
            )
        )
    return ok(env._("Workers: %(count)s, behind a proxy.", count=config["workers"]))


def _is_public(host):
    """Return whether a host's name can be one that the world knows."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not f".{host}".endswith(PRIVATE_ENDINGS)
