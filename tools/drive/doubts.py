"""Two stories about doubt: a message that is lost, and one that takes back another."""

from ..progress import Problem
from .arrival import emailed_invoice
from .back_office import BackOffice
from .browser import person
from .gateway_pages import GOOD_CARD, GatewayPages
from .look_at_page import LookAtPage


def lost_notice(drive):
    """Nobody told the shop: the bookkeeper repairs it with Check now."""
    number, zone = emailed_invoice(drive, (("Monitor arm", 1),))
    gateway = GatewayPages(zone.page, drive.shop.gateway_url)
    with drive.step(f"{number}: paid, but every message is lost", zone.page):
        drive.gateway_call("switches", browser_return=False, notify_copies=0)
        zone.start_payment(drive.shop.gateway_url)
        gateway.pay_by_card(GOOD_CARD)
        zone.page.context.close()
        drive.gateway_call("switches", clear=True)
        drive.books.check_untouched(number)
    seller = _bookkeeper(drive)
    with drive.step(f"{number}: Check now books it", seller.page):
        trace = _trace(drive, drive.books.reference(number))
        screen = LookAtPage(seller.page, drive.shop.url)
        screen.check_now(trace)
        drive.camera.desktop(seller.page, "check-now")
        drive.books.wait_until_paid(number)
        drive.books.check_paid_once(number)


def success_then_declined(drive):
    """The gateway says paid, then declined: shown to a person, nothing undone."""
    number, zone = emailed_invoice(drive, (("Monitor arm", 2),))
    gateway = GatewayPages(zone.page, drive.shop.gateway_url)
    with drive.step(f"{number}: paid, then declined after all", zone.page):
        zone.start_payment(drive.shop.gateway_url)
        gateway.pay_by_card(GOOD_CARD)
        gateway.return_to_shop(drive.shop.url)
        drive.books.wait_until_paid(number)
        reference = drive.books.reference(number)
        drive.gateway_call(
            "contradict", reference=reference, trace_mode="new", money=True
        )
        drive.books.check_paid_once(number)
    seller = _bookkeeper(drive)
    with drive.step(f"{number}: the list says what to do", seller.page):
        screen = LookAtPage(seller.page, drive.shop.url)
        screen.open()
        drive.camera.desktop(seller.page, "to-look-at")
        if reference not in screen.text():
            raise Problem(f"{reference} is not on the list.")


def _bookkeeper(drive):
    """Return the back office, somebody logged in."""
    seller = BackOffice(person(drive.browser), drive.shop.url)
    seller.log_in()
    return seller


def _trace(drive, reference):
    """Return the trace of a payment, as the merchant portal shows it."""
    payments = drive.gateway_call("ledger")["payments"]
    found = [p for p in payments if p["reference"] == reference]
    return found[0]["attempts"][-1]["trace"]
