"""`./dev demo`: starts the shop, e-mails a customer an invoice, says what to try."""

import contextlib
import signal

from .. import databases, live, postgres, provision, templates
from ..paths import ADDONS
from ..progress import say, step
from .company import ADMIN_LOGIN, ADMIN_PASSWORD
from .customers import CUSTOMERS, MAIN
from .gateway_side import let_gateway_remember
from .mail_link import wait_for_mail, zone_link
from .rpc import Seller
from .template import template

PORTS = {"shop": 8069, "gateway": 8899, "inbox": 8025}


@contextlib.contextmanager
def demo_shop(label, ports=None, workers=0, prepare=None, source=None, **options):
    """Yield a running shop with the demo's data; its database is dropped afterwards.

    :param int workers: worker processes; 0 is one process with threads, in which the
        back end's live updates need no reverse proxy in front
    :param source: the database that is copied; the demo's template by default
    :param prepare: called with the database's name before the shop is started
    :param options: further parameters of ``live.stack``
    """
    provision.tools()
    provision.odoo()
    with (
        postgres.running(),
        databases.temporary(source or template(), label) as database,
    ):
        templates.remember(database, ADDONS)
        if prepare:
            prepare(database)
        name = database.removeprefix(databases.PREFIX)
        options |= {"ports": ports, "workers": workers}
        with live.stack(label, database=name, **options) as shop:
            let_gateway_remember(shop)
            yield shop


def serve():
    """Run the demo until it is interrupted; return its exit status."""
    with demo_shop("demo", PORTS) as shop:
        with step("e-mailing an invoice"):
            link = _email_newest_invoice(shop)
        say(_summary(shop, link))
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


def _email_newest_invoice(shop):
    """E-mail the main customer's newest invoice and return the link in the mail."""
    email = CUSTOMERS[MAIN].contact[1]
    seller = Seller(shop)
    move = seller.search(
        "account.move",
        ("partner_id.email", "=", email),
        ("move_type", "=", "out_invoice"),
        limit=1,
        order="invoice_date desc, id desc",
    )[0]
    seller.send_invoice(move)
    number = seller.read("account.move", move, "name")["name"]
    return zone_link(wait_for_mail(shop, email, number))


def _summary(shop, link):
    return f"""
  Karoo Office Supplies is open. Everything runs on this machine; no real money moves.

    Shop        {shop.url}/odoo/customer-invoices
                log in as {ADMIN_LOGIN} / {ADMIN_PASSWORD}
    Inbox       {shop.inbox_url}
                every e-mail the shop sends
    Gateway     {shop.gateway_url}/_sim/
                what the simulated Sage Pay knows

    An invoice was just e-mailed to Nomvula Dlamini of Blue Crane Architects.
    Her personal link, as it stands in her e-mail:

      {link}

  What to try
    1. Open the inbox, open her e-mail and press its button (or use the link above).
    2. Press Pay Now, check, press Pay Now again, then Continue to Sage Pay.
    3. Choose the card, accept the terms, use card 4000 0000 0000 0002, any name,
       a date to come, any CVV, a budget period if you like.
    4. Back in the shop, open the invoice: paid, receipt booked, viewed by customer.
    5. Make an invoice of your own, press Send, and pay it from her inbox by bank EFT;
       then press Settle on the gateway's page: the money arrives a day later.
    6. Be the bookkeeper: Invoicing, Sage Pay, Account at a glance. Two months of the
       gateway's statement are in the books and one day is missing; "to settle" says
       what needs you. Press Fetch again there, wait a minute, and look once more.

  Ctrl-C ends the demo. The next start begins with fresh data.
"""
