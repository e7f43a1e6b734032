"""The customer in the zone: the pages of the shop he sees."""

PAY_NOW = "Pay Now"


class ZonePages:
    """One browser tab in the zone."""

    def __init__(self, page):
        self.page = page

    def look_at_invoice(self):
        """Read like a person: stay a little and scroll, which counts as a view."""
        self.page.wait_for_selector("h1")
        self.page.mouse.move(300, 300)
        with self.page.expect_response(lambda answer: answer.url.endswith("/seen")):
            self.page.wait_for_timeout(2200)
            self.page.mouse.wheel(0, 200)
            self.page.mouse.wheel(0, -200)

    def pay_now(self):
        """Press Pay Now on the invoice; the confirmation page follows."""
        self._press(PAY_NOW)
        self.page.wait_for_selector("form[method=post] button:has-text('Pay Now')")

    def confirm(self):
        """Press Pay Now on the confirmation page; "redirected to" follows."""
        self._press(PAY_NOW)
        self.page.get_by_role("button", name="Continue").wait_for()

    def go_on(self, gateway_url):
        """Press Continue; the provider's page follows, on its own site."""
        self._press("Continue")
        self.page.wait_for_url(f"{gateway_url}/**")

    def start_payment(self, gateway_url):
        """Go from the invoice to the provider without stopping for pictures."""
        self.pay_now()
        self.confirm()
        self.go_on(gateway_url)

    def headline(self):
        """Return the main heading of the page."""
        return self.page.inner_text("h1").strip()

    def text(self):
        """Return all the words on the page."""
        return self.page.inner_text("main")

    def _press(self, name):
        self.page.get_by_role("button", name=name, exact=True).first.click()
