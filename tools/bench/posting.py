"""`./dev bench posting [--quick]`: what our indexes add to posting an invoice.

With them and without, in turns, each time taken back; for a customer with few invoices
in the ledger of ``pages``.
"""

from ..paths import ROOT
from ..progress import say
from .pages.plan import login, plan
from .pages.shop import running

SCRIPT = """
import sys
sys.path.insert(0, {root!r})
from tools.bench import posting_shell
posting_shell.main(env, {login!r})
"""


def run(quick=False):
    """Print processor milliseconds per invoice, and what the indexes add to them.

    :param bool quick: in the small ledger
    """
    wanted = plan(quick)
    with running(wanted) as shop:
        # The indexes are dropped for a moment: nobody may wait for them.
        shop.odoo.stop()
        text = SCRIPT.format(root=str(ROOT), login=login(wanted.sizes[0]))
        printed = shop.shell(text)
    say("\n".join(line for line in printed.splitlines() if line.startswith("  ")))
