"""The ring `core`: Odoo's own tests of the modules that we extend, ours installed.

What is red with our addons and green without them is our fault. What is red without
them as well is Odoo's or the machine's: it is told, and does not make the ring red.
"""

import re
import subprocess

from . import databases, odoo, postgres, provision, templates
from .paths import ADDONS, LOG
from .processes import free_port
from .progress import Problem, say, step

# Odoo's second provider makes the suites pay through more than one.
BESIDE = ("payment_demo",)
# Tests that run while modules are loaded know nothing of ours: they are left out.
PHASE = "post_install"
SUITES = (
    *(
        f"{PHASE}/{module}"
        for module in (
            "payment",
            "account_payment",
            "payment_demo",
            "portal",
            "sale",
            "sale_management",
            "auth_signup",
        )
    ),
    *(
        f"{PHASE}/account/tests/test_{subject}.py"
        for subject in (
            "account_journal_dashboard",
            "account_merge_wizard",
            "account_move_out_invoice",
            "account_move_out_refund",
            "account_move_payments_widget",
            "account_move_reconcile",
            "account_move_send",
            "account_partner",
            "account_payment",
            "account_payment_method_line",
            "account_payment_register",
            "account_bank_statement",
            "company_branch",
            "download_docs",
            "early_payment_discount",
            "ir_actions_report",
            "portal_attachment",
            "portal_invoice",
            "res_partner_merge",
            "tour",
        )
    ),
)
RED = re.compile(r" (ERROR|INFO) \S+ (\S+): (FAIL|ERROR): (Test\w+|\w+)\.(test_\w+)")
CLOSING = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")


def run(ring, arguments):
    """Run the suites, or those named in ``arguments`` as Odoo's test tags."""
    provision.odoo()
    tags = tuple(arguments) or SUITES
    with postgres.running():
        red, total = _tested(ring, ADDONS, tags)
        known = set()
        if red:
            again = tuple(sorted({_tag(case) for case in red}))
            known, _total = _tested(f"{ring}-bare", (), again)
    for case in sorted(red):
        word = "red without our addons too" if case in known else "OURS"
        say(f"  {'.'.join(case[1:])} ({case[0]}): {word}")
    ours = len(red - known)
    return {
        "passed": total - len(red),
        "failed": ours,
        "skipped": len(red & known),
        "ok": bool(total) and not ours,
    }


def _tag(case):
    """Return the test tag of one (module, class, method)."""
    module, name, method = case
    return f"/{module.split('.')[2]}:{name}.{method}"


def _tested(label, addons, tags):
    """Run Odoo's runner; return ({(module, class, method)} red, number of tests)."""
    template = templates.with_addons("both", addons) if addons else templates.base()
    port = free_port()
    with databases.temporary(template, label) as database:
        config = odoo.write_config(
            f"ring-{label}", addons, http_port=port, dbfilter=f"^{database}$"
        )
        install = ("module", "install", *BESIDE, "-d", database)
        odoo.call(config, *install, log=f"ring-{label}", failure="Installing")
        log = LOG / f"ring-{label}.log"
        with step(f"Odoo's own tests, {' and '.join(addons) or 'no addons of ours'}"):
            _serve(config, database, tags, log)
    text = log.read_text(errors="replace")
    closing = CLOSING.findall(text)
    if not closing:
        raise Problem(f"Odoo's tests did not come to their end; see {log}.")
    red = {match[1:2] + match[3:5] for match in RED.findall(text)}
    return red, sum(int(total) for _failed, _errors, total in closing)


def _serve(config, database, tags, log):
    """Run the server with its tests, to its end, into a log."""
    command = odoo.command(
        config, "server", "-d", database, "--test-tags", ",".join(tags)
    )
    with open(log, "w") as stream:
        subprocess.run(
            [*command, "--stop-after-init"],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            check=False,
            env=odoo.environment(),
        )
