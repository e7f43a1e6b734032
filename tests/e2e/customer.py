"""A customer with a zone of their own, in through an e-mailed link."""

from tools.demo.mail_link import wait_for_mail, zone_link

from .gateway import TIMEOUT
from .payer import Payer

PRODUCT = (("Monitor arm", 1),)


def mailed_link(shop, seller, email, secrets):
    """Have an invoice sent; return the link in its e-mail, whose token is a secret."""
    move = seller.new_invoice(email, PRODUCT)
    seller.send_invoice(move)
    number = seller.read("account.move", move, "name")["name"]
    link = zone_link(wait_for_mail(shop, email, number))
    secrets.add(link.rpartition("/zone/l/")[2])
    return link


class Customer:
    """Is sent invoices, opens their links, and pays."""

    def __init__(self, shop, seller, email, secrets):
        self.shop, self.seller, self.email = shop, seller, email
        self.secrets = secrets
        self.mail_a_link()

    def mail_a_link(self):
        """Have an invoice sent, and come in through its link."""
        self.link = mailed_link(self.shop, self.seller, self.email, self.secrets)
        self.payer = Payer(self.shop, self.link)

    def come_in_again(self):
        """Open the link in a fresh browser; one that was given up is sent anew."""
        self.payer.session.cookies.clear()
        opened = self.payer.session.get(self.link, timeout=TIMEOUT)
        if opened.status_code == 404:
            # "Stop this link" was among the requests.
            self.mail_a_link()

    def new_payment(self):
        """Get an invoice and start its payment."""
        move = self.seller.new_invoice(self.email, PRODUCT)
        return self.payer.start_payment(move)
