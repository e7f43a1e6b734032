"""The set-up that every command begins with: idempotent, resumable, quiet when done."""

from . import databases, locking, node, odoo_source, postgres, system, templates, venv
from .paths import STATE
from .progress import say

READY = STATE / "READY"


def tools():
    """Make sure of the lock folder, which everything else needs."""
    (STATE / "locks").mkdir(parents=True, exist_ok=True)


def interpreter_without_odoo():
    """Make sure of the small environment for the protocol code and the simulator."""
    tools()
    with locking.exclusive("setup"):
        venv.ensure("venv-client", "client")


def odoo():
    """Make sure of Odoo, its Python packages, PostgreSQL and the browser."""
    tools()
    with locking.exclusive("setup"):
        system.need("chromium", "wkhtmltopdf", "pdftotext")
        odoo_source.ensure()
        venv.ensure("venv", "odoo")
        postgres.ensure()


def packager():
    """Make sure of what makes the addons' wheels and their pages."""
    tools()
    with locking.exclusive("setup"):
        venv.ensure("venv-package", "package")


def linters():
    """Make sure of the linters, which need neither Odoo nor a database."""
    packager()
    with locking.exclusive("setup"):
        venv.ensure("venv-lint", "lint")
    node.ensure("lint")


def everything():
    """Set up all that the rings and the demo need, with the template database."""
    interpreter_without_odoo()
    odoo()
    with postgres.running():
        databases.drop_abandoned()
        templates.base()
    READY.touch()
    say("ready")
