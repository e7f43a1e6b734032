"""Links as the world treats them: guessed, fetched by machines, forwarded, revoked."""

import http.client
import secrets
import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin, urlsplit

import pytest
import requests
from lxml import html

from tools.demo.customers import CUSTOMERS
from tools.demo.mail_link import wait_for_mail, zone_link

from .gateway import TIMEOUT
from .payer import Payer
from .schedules import wait_for_mails

FORWARDED = "swartberg"
OTHER = "merino"
# The counter of two guesses at the same moment is one row; the second is repeated.
GUESSES = (
    "Customer Zone: somebody at .* tries out links",
    "bad query: .*customer_zone_throttle",
)
# The button has no answer, which this way of pressing it cannot carry.
NO_ANSWER = "cannot marshal None"
PER_HOUR = 100
PARTNERS = """
SELECT p.partner_id, i.commercial_partner_id FROM account_payment p
  JOIN payment_transaction t ON t.id = p.payment_transaction_id
  JOIN account_invoice_transaction_rel r ON r.transaction_id = t.id
  JOIN account_move i ON i.id = r.invoice_id WHERE t.reference = '{}'
"""
TOUCHED = """
SELECT (SELECT count(*) FROM customer_zone_event),
       (SELECT string_agg(l::text, ',' ORDER BY id) FROM customer_zone_link l)
"""


def guess(shop, address, token):
    """Ask for an address of the zone from another place on this machine."""
    link = http.client.HTTPConnection(
        "127.0.0.1", shop.port, TIMEOUT, source_address=(address, 0)
    )
    try:
        link.request("GET", f"/zone/l/{token}", headers={"Host": "localhost"})
        answer = link.getresponse()
        return answer.status, len(answer.read())
    finally:
        link.close()


@pytest.mark.logs(*GUESSES)
def test_guessing_finds_nothing_is_slowed_down_and_keeps_nobody_out(
    shop, payer, link, full
):
    """L-01: from one and from many addresses, while the owner reads."""
    token = link.rpartition("/zone/l/")[2]
    sources = [f"127.0.1.{number}" for number in range(1, 101 if full else 4)]
    each = 1000 if full else PER_HOUR + 30
    tries = [
        # Half of them as near to the true one as can be.
        (source, secrets.token_urlsafe(64) if n % 2 else token[:-3] + f"{n % 1000:03}")
        for n in range(each)
        for source in sources
    ]
    with ThreadPoolExecutor(6) as pool:
        answers = pool.map(lambda one: guess(shop, *one), tries)
        for _page in range(20):
            assert payer.get(payer.zone).ok
        statuses = [status for status, _size in answers]
    assert set(statuses) <= {404, 429}
    assert statuses.count(404) <= PER_HOUR * len(sources)
    # Even from an address that is slowed down, who has the link gets in.
    assert guess(shop, sources[0], token)[0] == 303


def test_machines_that_fetch_the_link_use_nothing_up(shop, payer, link):
    """L-09: no cookies, at the same moment, GET and HEAD, scanners and previews."""
    # They renew the links they carry.
    wait_for_mails(shop)
    before = shop.sql(TOUCHED)
    agents = ("Mozilla/5.0", "Slackbot-LinkExpanding 1.0", "Microsoft Office/16.0", "")

    def fetch(number):
        method = "HEAD" if number % 2 else "GET"
        headers = {"User-Agent": agents[number % len(agents)]}
        if number % 3 == 0:
            headers["Sec-Purpose"] = "prefetch"
        return requests.request(
            method, link, headers=headers, allow_redirects=True, timeout=TIMEOUT
        ).status_code

    with ThreadPoolExecutor(8) as pool:
        assert all(status < 500 for status in pool.map(fetch, range(40)))
    assert shop.sql(TOUCHED) == before
    assert Payer(shop, link).get(payer.zone).ok


@pytest.fixture
def forwarded(shop, seller, witness):
    """Another customer's invoice and the link in its e-mail."""
    email = CUSTOMERS[FORWARDED].contact[1]
    move = seller.new_invoice(email, (("Monitor arm", 1),))
    seller.send_invoice(move)
    number = seller.read("account.move", move, "name")["name"]
    found = zone_link(wait_for_mail(shop, email, number))
    witness.secrets.add(found.rpartition("/zone/l/")[2])
    return move, found


def pages_of(payer, invoice):
    """Return addresses of every kind that a link opens."""
    document = f"{payer.zone}/invoices/{invoice}"
    ends = ("", "/pdf", "/print", "/pay", "/query")
    tabs = ("overview", "invoices", "quotes", "payments", "statement", "details")
    return [
        *(document + end for end in ends),
        *(f"{payer.zone}/{tab}" for tab in tabs),
        f"{payer.zone}/statement/csv",
        f"{payer.zone}/invoices/export/csv",
    ]


@pytest.mark.logs(NO_ANSWER)
def test_a_revoked_link_is_dead_everywhere_at_once(shop, seller, forwarded):
    """L-04: page, PDF, file, payment; a page that is open cannot pay either."""
    invoice, link = forwarded
    payer = Payer(shop, link)
    pages = pages_of(payer, invoice)
    for address in pages:
        assert payer.session.get(address, timeout=TIMEOUT).status_code < 400, address
    confirm = html.fromstring(payer.get(pages[3]).text)
    (form,) = [one for one in confirm.forms if "pay" in (one.action or "")][:1]
    zone = payer.zone.rpartition("/")[2]
    with pytest.raises(xmlrpc.client.Fault, match=NO_ANSWER):
        seller.call("customer.zone.link", "action_revoke", [int(zone)])
    for address in pages:
        answer = payer.session.get(address, allow_redirects=False, timeout=TIMEOUT)
        assert answer.status_code in (404, 410), (address, answer.status_code)
    answer = payer.session.post(
        urljoin(pages[3], form.action), dict(form.fields), timeout=TIMEOUT
    )
    assert answer.status_code in (400, 404, 410)
    asked = f"{payer.zone}/pay/transaction/invoice-{invoice}/due"
    answer = payer.session.post(
        asked,
        json={"jsonrpc": "2.0", "method": "call", "params": {}},
        timeout=TIMEOUT,
    )
    assert "error" in answer.json() or not answer.json().get("result", {}).get(
        "reference"
    )
    assert payer.session.get(link, timeout=TIMEOUT).status_code in (404, 410)
    assert shop.sql(
        "SELECT count(*) FROM account_invoice_transaction_rel"
        f" WHERE invoice_id = {invoice}"
    ) == [["0"]]


def sign_in(shop, seller):
    """Return the browser of another customer who is signed in to the portal."""
    email = CUSTOMERS[OTHER].contact[1]
    contact = seller.search("res.partner", ("email", "=", email))[0]
    portal = seller.xmlid("base", "group_portal")
    values = {
        "name": "Portal",
        "login": email,
        "password": "portal-password-1",
        "partner_id": contact,
        "group_ids": [(6, 0, [portal])],
    }
    if not seller.search("res.users", ("login", "=", email)):
        seller.call("res.users", "create", values)
    session = requests.Session()
    address = f"{shop.url}/web/login"
    page = html.fromstring(session.get(address, timeout=TIMEOUT).text)
    (form,) = [one for one in page.forms if "login" in (one.action or "")][:1]
    fields = {**dict(form.fields), "login": email, "password": "portal-password-1"}
    answer = session.post(address, fields, timeout=TIMEOUT)
    assert urlsplit(answer.url).path.startswith("/my"), answer.url
    return session


def test_who_pays_a_forwarded_link_pays_for_the_invoices_customer(
    shop, gateway, books, seller, forwarded
):
    """L-07: signed in as another customer; the receipt is not his."""
    invoice, link = forwarded
    payer = Payer(shop, link, sign_in(shop, seller))
    started = payer.start_payment(invoice)
    gateway.pay(started)
    assert books.is_paid(started)
    ((paid_for, customer),) = shop.sql(PARTNERS.format(started.reference))
    assert paid_for == customer
