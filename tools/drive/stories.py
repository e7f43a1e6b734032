"""What is driven: the main job, and the ways in which payers are less tidy."""

from ..demo.customers import CUSTOMERS, MAIN
from ..demo.mail_link import wait_for_mail
from ..progress import Problem
from .arrival import emailed_invoice
from .back_office import BackOffice
from .browser import person
from .doubts import lost_notice, success_then_declined
from .gateway_pages import BAD_CARD, GOOD_CARD, GatewayPages
from .inbox_page import InboxPage
from .zone_pages import ZonePages

CONTACT, EMAIL = CUSTOMERS[MAIN].contact


def main_job(drive):
    """Invoice, e-mail, zone, gateway, back, books: every step by clicking."""
    seller = BackOffice(person(drive.browser), drive.shop.url)
    with drive.step("the administrator logs in", seller.page):
        seller.log_in()
        drive.camera.desktop(seller.page, "back-end")
    with drive.step("a new invoice is typed and posted", seller.page):
        seller.new_invoice(CONTACT, (("Task chair", 2), ("Monitor arm", 1)))
        drive.camera.desktop(seller.page, "invoice-draft")
        number = seller.confirm()
        drive.camera.desktop(seller.page, "invoice-posted")
    with drive.step(f"{number} is e-mailed with the Send wizard", seller.page):
        seller.open_send_wizard()
        drive.camera.desktop(seller.page, "send-wizard")
        seller.send()
        drive.camera.desktop(seller.page, "invoice-sent")
        wait_for_mail(drive.shop, EMAIL, number)
    payer = _open_from_inbox(drive, number)
    _pay_by_card(drive, payer, number)
    with drive.step("the back end shows it paid and viewed", seller.page):
        seller.open_invoice(drive.books.invoice(number)[0])
        if seller.ribbon().lower() != "paid":
            raise Problem(f"The ribbon says {seller.ribbon()}.")
        drive.camera.desktop(seller.page, "back-end-paid")
        if not drive.books.views(number):
            raise Problem("The customer's view was not recorded.")


def _open_from_inbox(drive, number):
    """The customer opens the mail and presses its button."""
    inbox = InboxPage(person(drive.browser), drive.shop.inbox_url)
    with drive.step("the customer opens the e-mail", inbox.page):
        inbox.open_mail(number)
        drive.camera.desktop(inbox.page, "inbox")
    with drive.step("its button opens the invoice in the zone", inbox.page):
        zone = ZonePages(inbox.press_button())
        if "/zone/l/" in zone.page.url or number not in zone.headline():
            raise Problem(f"The button led to {zone.page.url}.")
        zone.look_at_invoice()
        drive.camera.both(zone.page, "zone-invoice")
    return zone


def _pay_by_card(drive, zone, number):
    """Pay Now, confirm, continue, terms, card with a budget period, back."""
    gateway = GatewayPages(zone.page, drive.shop.gateway_url)
    with drive.step("the list of invoices", zone.page):
        invoice_page = zone.page.url
        zone.page.get_by_role("link", name="Invoices", exact=True).click()
        zone.page.wait_for_selector("table.z-list")
        drive.camera.both(zone.page, "zone-invoices")
        zone.page.goto(invoice_page)
    with drive.step("Pay Now, then the confirmation", zone.page):
        zone.pay_now()
        drive.camera.both(zone.page, "zone-confirm")
    with drive.step("Pay Now again, then “you will be redirected”", zone.page):
        zone.confirm()
        drive.camera.both(zone.page, "zone-redirect")
    with drive.step("Continue to the gateway: methods, terms, card", zone.page):
        zone.go_on(drive.shop.gateway_url)
        drive.camera.both(zone.page, "gateway-methods")
        gateway.choose("card")
        drive.camera.desktop(zone.page, "gateway-terms")
        gateway.accept_terms()
        gateway.fill_card(GOOD_CARD, budget="6")
        drive.camera.desktop(zone.page, "gateway-card")
    with drive.step("submit, and back in the zone: paid", zone.page):
        gateway.submit_card()
        drive.camera.desktop(zone.page, "gateway-approved")
        gateway.return_to_shop(drive.shop.url)
        zone.page.wait_for_selector("h1:has-text('we have your payment')")
        drive.camera.both(zone.page, "zone-paid")
    with drive.step("one receipt in the chosen journal, nothing left", zone.page):
        drive.books.wait_until_paid(number)
        drive.books.check_paid_once(number)


def decline_then_retry(drive):
    """A card without money, a second try on the gateway's page, paid once."""
    number, zone = emailed_invoice(drive, (("Printer toner, black", 1),))
    gateway = GatewayPages(zone.page, drive.shop.gateway_url)
    with drive.step(f"{number}: the card is declined", zone.page):
        zone.start_payment(drive.shop.gateway_url)
        gateway.pay_by_card(BAD_CARD)
        drive.expect(gateway.outcome(), "decline")
        drive.camera.desktop(zone.page, "declined-at-gateway")
        drive.books.check_untouched(number)
    with drive.step(f"{number}: the second card is accepted", zone.page):
        gateway.retry()
        gateway.pay_by_card(GOOD_CARD)
        gateway.return_to_shop(drive.shop.url)
        zone.page.wait_for_selector("h1:has-text('we have your payment')")
        drive.camera.both(zone.page, "declined-then-paid")
        drive.books.wait_until_paid(number)
        drive.books.check_paid_once(number)


def bank_transfer(drive):
    """A bank EFT: on its way, nothing booked; the money comes later, then booked."""
    number, zone = emailed_invoice(drive, (("Whiteboard 1 800 x 1 200", 1),))
    gateway = GatewayPages(zone.page, drive.shop.gateway_url)
    with drive.step(f"{number}: bank EFT is chosen", zone.page):
        zone.start_payment(drive.shop.gateway_url)
        gateway.choose("bank-eft")
        drive.camera.desktop(zone.page, "eft-at-gateway")
        zone.page.click("#offline-continue")
        gateway.return_to_shop(drive.shop.url)
        zone.page.wait_for_selector("h1:has-text('on its way')")
        drive.camera.both(zone.page, "eft-on-its-way")
        drive.books.check_untouched(number)
        drive.expect(drive.books.transaction_states(number)[-1], "pending")
    with drive.step(f"{number}: the money arrives", zone.page):
        tester = GatewayPages(person(drive.browser), drive.shop.gateway_url)
        tester.settle(drive.books.reference(number))
        drive.camera.desktop(tester.page, "eft-settled")
        drive.books.wait_until_paid(number)
        drive.books.check_paid_once(number)
        # The page asks by itself, every half minute at last, and shows the news.
        arrived = "h1:has-text('we have your payment')"
        zone.page.wait_for_selector(arrived, timeout=60_000)
        drive.camera.both(zone.page, "eft-paid")


def closed_browser(drive):
    """The customer closes the browser right after paying: only Notify arrives."""
    number, zone = emailed_invoice(drive, (("A4 copy paper, box of five reams", 2),))
    gateway = GatewayPages(zone.page, drive.shop.gateway_url)
    with drive.step(f"{number}: paid, and the browser is closed", zone.page):
        drive.gateway_call("switches", browser_return=False)
        zone.start_payment(drive.shop.gateway_url)
        gateway.pay_by_card(GOOD_CARD)
        drive.camera.desktop(zone.page, "closed-browser")
        zone.page.context.close()
        drive.gateway_call("switches", clear=True)
    with drive.step(f"{number}: the books know by themselves"):
        drive.books.wait_until_paid(number)
        drive.books.check_paid_once(number)


STORIES = (
    main_job,
    decline_then_retry,
    bank_transfer,
    closed_browser,
    lost_notice,
    success_then_declined,
)
