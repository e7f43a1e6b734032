"""Time sending invoices by the batch, link only, through Odoo's own queue.

Piped into an Odoo shell on a database with customer_zone and a chart of accounts;
use a copy, the steps are committed as they are in real life. Every invoice has a
customer of its own. Prints per size the seconds of the wizard and of the queue, the
time per invoice, the processor time of Python per invoice (which other programs on
the machine do not change), the memory of the process after the first ten and after the
last, the number of mails and of different valid links in them.
"""

import os
import re
import time

from odoo.fields import Command

from tools.bench.memory import resident

SIZES = [100, 500, 2000]
if os.environ.get("SENDING_BENCH") == "full":
    SIZES.append(10000)
ADDRESS = re.compile(r"/zone/l/([\w\-=.~]+)")


def invoices(env, number):
    """Return so many posted invoices of as many customers of the zone."""
    tag = f"bench-{number}"
    customers = env["res.partner"].create(
        [
            {
                "name": f"Customer {tag}-{index}",
                "email": f"{tag}-{index}@example.com",
                "is_company": True,
                "customer_zone_allowed": True,
            }
            for index in range(number)
        ]
    )
    line = Command.create({"name": "Plan", "price_unit": 100, "tax_ids": []})
    moves = env["account.move"].create(
        [
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": "2026-11-16",
                "invoice_line_ids": [line],
            }
            for customer in customers
        ]
    )
    moves.action_post()
    env.cr.commit()
    return moves


def send(env, moves):
    """Send the invoices as the list's action does; return seconds of its two parts.

    Also the megabytes of the process after the first ten and after the last.
    """
    begin = time.perf_counter()
    wizard = (
        env["account.move.send.batch.wizard"]
        .with_context(active_model="account.move", active_ids=moves.ids)
        .create({"customer_zone_link_only": True})
    )
    wizard.summary_data, wizard.alerts  # noqa: B018  what the dialog shows
    wizard.action_send_and_print()
    env.cr.commit()
    middle = time.perf_counter()
    # As the schedule does, ten at a time until none is left.
    weights = []
    while env["account.move"].search_count([("sending_data", "!=", False)], limit=1):
        env["account.move"]._cron_account_move_send()
        env.invalidate_all()
        weights.append(resident())
    return middle - begin, time.perf_counter() - middle, weights[0], weights[-1]


def links(env, moves):
    """Return the number of mails about the invoices and of their own live links."""
    mails = env["mail.mail"].search(
        [("model", "=", "account.move"), ("res_id", "in", moves.ids)]
    )
    found = set()
    for mail in mails:
        token = ADDRESS.search(mail.body_html)[1]
        link, key = env["customer.zone.link"]._read_token(token)
        is_own = link.recipient_id == mail.recipient_ids and key == (
            f"invoice-{mail.res_id}"
        )
        if is_own and link._is_live(link.generation) and not mail.attachment_ids:
            found.add(token)
    return len(mails), len(found)


def run(env):
    """Print one line per size."""
    company = env.company
    if not company.chart_template:
        env["account.chart.template"].try_loading("generic_coa", company)
    company.write({"customer_zone_enabled": True})
    # The mails stay in the queue to be counted.
    env["ir.mail_server"].search([]).active = False
    env = env(context={**env.context, "mail_notify_force_send": False})
    print(
        "invoices  wizard s  queue s  ms each  cpu ms  first MB  last MB  mails  links",
        flush=True,
    )
    for number in SIZES:
        moves = invoices(env, number)
        cpu = time.process_time()
        wizard, queue, first, last = send(env, moves)
        cpu = 1000 * (time.process_time() - cpu) / number
        mails, own = links(env, moves)
        each = 1000 * (wizard + queue) / number
        print(
            f"{number:8} {wizard:9.1f} {queue:8.1f} {each:8.1f} {cpu:7.1f}"
            f" {first:9.0f} {last:8.0f} {mails:6} {own:6}",
            flush=True,
        )


run(env)  # noqa: F821 - the shell's
