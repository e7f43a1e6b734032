"""Markup in what the gateway and customers say: words on every page, in a browser."""

from tools.drive.back_office import BackOffice
from tools.drive.browser import chromium, person

from .conftest import EMAIL
from .gateway import notice

HOSTILE = (
    "<img src=x onerror=\"window.pwned=1\"><svg onload='window.pwned=1'>"
    "{{7*7}}${7*7}<t t-out='7*7'/>"
)
# What is left of it where it is stored: texts are cut, never changed.
SEEN = "{{7*7}}"
NOTICE = "SELECT max(id) FROM sagepay_notice WHERE reference = '{}'"


def check(page):
    """Fail when any of it became an element or was computed."""
    assert page.evaluate("window.pwned") is None, page.url
    assert page.locator("img[src='x'], svg[onload], t[t-out]").count() == 0, page.url


def test_what_the_gateway_and_strangers_say_is_text_in_a_browser(
    shop, gateway, new_payment, link, payer, seller
):
    """X-04: the payer's pages, and the bookkeeper's form, list and payment."""
    started = new_payment()
    told = gateway.pay(started, outcome="decline", reason=HOSTILE[:200])
    said = dict.fromkeys(("Reason", "Extra1", "Extra2", "Extra3", "Amount"), HOSTILE)
    gateway.forge("notify", notice(started, told["trace"], **said))
    stranger = {**notice(started, "66666.7777", **said), "Reference": SEEN}
    gateway.forge("accept", stranger)
    ((number,),) = shop.sql(NOTICE.format(started.reference))
    form = seller.xmlid("payment_sagepay", "action_sagepay_notice")
    with chromium() as browser:
        page = person(browser)
        page.goto(link)
        for path in ("payments", f"invoices/{started.invoice}"):
            page.goto(f"{payer.zone}/{path}")
            check(page)
        office = BackOffice(person(browser), shop.url)
        office.log_in()
        for address in (f"action-{form}/{number}", f"action-{form}"):
            office.page.goto(f"{shop.url}/odoo/{address}")
            office.page.wait_for_selector(".o_form_view, .o_list_view")
            check(office.page)
        office.page.goto(f"{shop.url}/odoo/action-{form}/{number}")
        office.page.wait_for_selector(".o_form_view")
        assert SEEN in office.page.content()


def test_what_a_customer_calls_himself_is_text_in_a_browser(
    shop, gateway, payer, link, seller
):
    """X-05: the zone, the form that leaves for the gateway, the gateway's own page."""
    contact = seller.search("res.partner", ("email", "=", EMAIL))[0]
    before = seller.read("res.partner", contact, "name", "street")
    seller.call("res.partner", "write", [contact], {"name": HOSTILE, "street": HOSTILE})
    try:
        invoice = seller.new_invoice(EMAIL, (("Monitor arm", 1),))
        seller.call("account.move", "write", [invoice], {"ref": HOSTILE})
        started = payer.start_payment(invoice)
        gateway.show(started)
        with chromium() as browser:
            page = person(browser)
            page.goto(link)
            for path in ("details", "invoices", f"invoices/{invoice}", "overview"):
                page.goto(f"{payer.zone}/{path}")
                check(page)
    finally:
        values = {name: before[name] for name in ("name", "street")}
        seller.call("res.partner", "write", [contact], values)
