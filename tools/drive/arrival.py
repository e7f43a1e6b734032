"""How a story begins: an invoice is e-mailed and opened by its customer."""

from ..demo.customers import CUSTOMERS, MAIN
from ..demo.mail_link import wait_for_mail, zone_link
from ..progress import Problem
from .browser import person
from .zone_pages import ZonePages

EMAIL = CUSTOMERS[MAIN].contact[1]


def emailed_invoice(drive, lines):
    """Return (number, the customer's tab on it) of a new, e-mailed invoice."""
    move = drive.seller.new_invoice(EMAIL, lines)
    number = drive.seller.read("account.move", move, "name")["name"]
    zone = ZonePages(person(drive.browser))
    with drive.step(f"{number}: posted, e-mailed and opened", zone.page):
        drive.seller.send_invoice(move)
        zone.page.goto(zone_link(wait_for_mail(drive.shop, EMAIL, number)))
        if number not in zone.headline():
            raise Problem(f"The link led to {zone.page.url}.")
    return number, zone
