"""The payer on the gateway's pages, and a tester on its list of payments."""

GOOD_CARD = "4000 0000 0000 0002"
BAD_CARD = "4000 0000 0000 9995"


class GatewayPages:
    """One browser tab on the gateway's site."""

    def __init__(self, page, gateway_url):
        self.page = page
        self.gateway_url = gateway_url

    def choose(self, method):
        """Choose a way to pay: ``card`` or ``bank-eft``."""
        self.page.click(f"#method-{method}")

    def accept_terms(self):
        """Press the terms' own Pay Now; the card form follows."""
        self.page.click("#terms-pay")
        self.page.wait_for_selector("#card-form")

    def fill_card(self, number, budget="0"):
        """Fill the card form; ``budget`` is a number of months, 0 for none."""
        self.page.fill("#card-number", number)
        self.page.fill("#card-holder", "N Dlamini")
        self.page.fill("#card-expiry", "12/30")
        self.page.fill("#card-cvv", "123")
        self.page.select_option("#card-budget", budget)

    def submit_card(self):
        """Submit the card form; the outcome follows."""
        self.page.click("#card-submit")
        self.page.wait_for_selector("#result")

    def pay_by_card(self, number):
        """Go from the choice of methods to the outcome without stopping."""
        self.choose("card")
        self.accept_terms()
        self.fill_card(number)
        self.submit_card()

    def outcome(self):
        """Return the outcome shown: approve, decline, cancel or pending."""
        return self.page.get_attribute("#result", "data-outcome")

    def retry(self):
        """Press Try again after a decline."""
        self.page.click("#retry")
        self.page.wait_for_selector("#method-card")

    def return_to_shop(self, shop_url):
        """Wait until the page has brought the payer back to the zone."""
        self.page.wait_for_url(f"{shop_url}/zone/**")

    def settle(self, reference):
        """On the list of payments, let the pending money of a reference arrive."""
        self.page.goto(f"{self.gateway_url}/_sim/")
        row = self.page.locator(f"tr[data-reference='{reference}']").first
        row.get_by_role("button", name="Settle").click()
        self.page.wait_for_selector(f"tr[data-reference='{reference}'] .tag.paid")
