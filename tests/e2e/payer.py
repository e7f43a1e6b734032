"""A customer with a browser that can do nothing but HTTP: no scripts, real cookies."""

from typing import NamedTuple
from urllib.parse import urljoin

import requests
from lxml import html

TIMEOUT = 60
# A question of core's status page that meets the booking: it asks again.
ASKS_AGAIN = r"poll_status\n.*\nException: retry"


class Started(NamedTuple):
    """A payment that was started: where its form goes, and what it carries."""

    invoice: int
    reference: str
    amount: str
    fields: dict
    action: str


class Payer:
    """Opens the e-mailed link once, then looks at invoices and pays them."""

    def __init__(self, shop, link, session=None):
        self.shop = shop
        self.session = session or requests.Session()
        answer = self.get(link)
        self.zone = answer.url.partition("/invoices/")[0]

    def get(self, address):
        """Return the final answer of an address, redirects followed."""
        answer = self.session.get(address, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer

    def start_payment(self, invoice):
        """Go through the three steps up to the provider's form."""
        address = f"{self.zone}/invoices/{invoice}/pay"
        form = _form(self.get(address), "pay")
        answer = self.session.post(
            urljoin(address, form.action), dict(form.fields), timeout=TIMEOUT
        )
        answer.raise_for_status()
        form = _form(answer, "paynow.aspx")
        fields = dict(form.fields)
        return Started(invoice, fields["p2"], fields["p4"], fields, form.action)

    def come_back(self, target):
        """Return from the gateway as a browser does: a cross-site post has no cookies.

        :param target: what the simulator says about the way back
        :return: the page the payer sees in the end
        """
        answer = requests.request(
            target["method"],
            target["url"],
            data=dict(target["fields"]),
            headers={"Accept": "text/html"},
            allow_redirects=False,
            timeout=TIMEOUT,
        )
        assert answer.status_code == 303, answer.text
        return self.get(urljoin(target["url"], answer.headers["Location"]))

    def result_page(self):
        """Return the page of the payment this browser started last."""
        return self.get(f"{self.shop.url}/payment/status")

    def poll(self):
        """Ask for the state of that payment, as core's status page does."""
        return requests.post(
            f"{self.shop.url}/payment/status/poll",
            json={"jsonrpc": "2.0", "method": "call", "params": {}},
            cookies=self.session.cookies.copy(),
            timeout=TIMEOUT,
        )


def _form(answer, part_of_action):
    """Return the page's form whose action contains a text."""
    page = html.fromstring(answer.text)
    for form in page.forms:
        if part_of_action in (form.action or ""):
            return form
    raise AssertionError(f"no form to {part_of_action} on {answer.url}:\n{answer.text}")
