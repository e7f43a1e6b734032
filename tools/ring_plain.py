"""The rings outside Odoo's test classes: protocol code, simulator, seam, live."""

import os

from . import odoo, postgres, provision, venv
from .paths import ROOT, STATE
from .progress import Problem
from .pytest_run import PLUGINS, pytest

FOLDERS = {
    "client": ROOT / "tests" / "client",
    "simulator": ROOT / "tests" / "simulator",
    "seam": ROOT / "tests" / "seam",
    "browser": ROOT / "tests" / "browser",
    "e2e": ROOT / "tests" / "e2e",
}

# Two processes: these rings wait more than they work. What stays with one of them: a
# file; or, where a test says it, the tests of one shop.
LANES = {"seam": "loadfile", "browser": "loadgroup", "e2e": "loadfile"}


def _folder(ring):
    """Return the folder of a ring, which has to hold tests."""
    folder = FOLDERS[ring]
    if not any(folder.rglob("test_*.py")):
        raise Problem(f"The ring {ring} has no tests yet.")
    return folder


def without_odoo(ring, arguments):
    """Run a ring in the small environment, where Odoo cannot be imported."""
    folder = _folder(ring)
    provision.interpreter_without_odoo()
    kept = {k: v for k, v in os.environ.items() if k not in odoo.NOT_OURS}
    # `import paynow` must find the protocol package without running the addon, and
    # `tests` must not be the addon's own folder of that name.
    path = [ROOT / "payment_sagepay" if ring == "client" else ROOT, PLUGINS]
    env = {
        **kept,
        "PYTHONPATH": os.pathsep.join(map(str, path)),
        "PYTHONPYCACHEPREFIX": str(STATE / "pycache"),
    }
    python = venv.python("venv-client")
    return pytest(python, ring, [], [folder], arguments, env)


def with_environment(ring, arguments):
    """Run a ring that starts Odoo itself, with all that needs in place."""
    folder = _folder(ring)
    provision.interpreter_without_odoo()
    provision.odoo()
    path = [ROOT, PLUGINS]
    env = {**odoo.environment(), "PYTHONPATH": os.pathsep.join(map(str, path))}
    with postgres.running():
        options = ["-p", "no:odoo", "--import-mode=importlib"]
        if ring in LANES and not arguments:
            options += ["-n", "2", "--dist", LANES[ring]]
        return pytest(venv.python(), ring, options, [folder], arguments, env)
