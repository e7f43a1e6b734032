"""Scheduled actions in a live test: run now, left to rest, or waited for.

They are run as the button *Run Manually* does. Left to the scheduler they wait for each
other: there is one process for all of them, and it gives way to every other.
"""

import time
import xmlrpc.client

from .paused import wait_until

# Seconds until a look-up that took too long was repeated by the scheduler by itself.
REPEATED = 150
DUE = "next_check_at <= now() AT TIME ZONE 'UTC'"
MAILS = """
SELECT count(*) FROM payment_transaction
 WHERE sagepay_mail_due_at <= now() AT TIME ZONE 'UTC'
"""


def run(seller, module, name):
    """Run one scheduled action, as soon as nobody else is running it."""
    cron = seller.xmlid(module, name)
    for _try in range(240):
        try:
            return seller.call("ir.cron", "method_direct_trigger", [cron])
        except xmlrpc.client.Fault as fault:
            assert "already executing" in fault.faultString, fault.faultString
        time.sleep(0.5)
    raise AssertionError(f"somebody else is running {name} all the time")


def catch_up(shop, seller):
    """Ask about every open notice and book what is paid, as happens within minutes.

    Whole seconds, as Odoo writes them: with parts of one a notice is not due yet.
    """
    shop.sql(
        "UPDATE sagepay_notice SET next_check_at ="
        " date_trunc('second', now() AT TIME ZONE 'UTC')"
        " WHERE next_check_at IS NOT NULL"
    )
    wait_until(lambda: _has_asked(shop, seller), REPEATED)
    run(seller, "payment", "cron_post_process_payment_tx")


def _has_asked(shop, seller):
    """Let what is due be asked about; tell whether nothing is due any more.

    A turn may end before all is done, so that other actions have theirs.
    """
    run(seller, "payment_sagepay", "cron_recheck_notices")
    return shop.sql(f"SELECT count(*) FROM sagepay_notice WHERE {DUE}") == [["0"]]


def rest(shop, seller, module, name):
    """Let the scheduler leave an action alone for an hour; wait if it is at work.

    Odoo refuses to change an action while it runs.
    """
    cron = seller.xmlid(module, name)
    shop.sql(
        "UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' + interval '1 hour'"
        f" WHERE id = {cron}; DELETE FROM ir_cron_trigger WHERE cron_id = {cron}"
    )


def wait_for_mails(shop):
    """Wait until the e-mails of every receipt so far are in the queue."""
    wait_until(lambda: shop.sql(MAILS) == [["0"]], 240)
