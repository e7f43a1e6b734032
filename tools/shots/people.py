"""Who walks the pages, each in a browser of his own."""

import re

from ..demo.company import ADMIN_LOGIN, ADMIN_PASSWORD
from ..drive.browser import TIMEOUT_MS
from ..drive.camera import PHONE

#: person -> place of the token that lets him in; "" for somebody without one.
PEOPLE = {
    "link": "link_token",
    "portal": "",
    "arabic": "arabic_token",
    "single": "single_token",
    "payer": "payer_token",
    "empty": "empty_token",
    "long": "long_token",
    "coded": "coded_token",
    "expired": "",
    "nobody": "",
    "seller": "",
}

FONTS = re.compile(r"https://fonts\.(googleapis|gstatic)\.com/")


class People:
    """Opens one browser per person, on first use, and lets him in."""

    def __init__(self, browser, shop, places):
        self.browser = browser
        self.shop = shop
        self.places = places
        self._contexts = {}

    def context(self, who, scripts=True):
        """Return the browser of a person, inside the zone where he has a way in."""
        key = who, scripts
        if key not in self._contexts:
            self._contexts[key] = self._enter(who, scripts)
        return self._contexts[key]

    def _enter(self, who, scripts):
        context = self.browser.new_context(
            viewport=PHONE,
            locale="en-ZA",
            timezone_id="Africa/Johannesburg",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(TIMEOUT_MS)
        # The fonts of a website's theme; nothing leaves this machine for them.
        context.route(FONTS, lambda asked: asked.fulfill(content_type="text/css"))
        page = context.new_page()
        if PEOPLE[who]:
            page.goto(f"{self.shop.url}/zone/l/{self.places[PEOPLE[who]]}")
        elif who == "portal":
            login = self.places["portal_login"], self.places["portal_password"]
            self._sign_in(page, *login)
        elif who == "seller":
            self._sign_in(page, ADMIN_LOGIN, ADMIN_PASSWORD)
        page.close()
        return context

    def _sign_in(self, page, login, password):
        page.goto(f"{self.shop.url}/web/login")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", password)
        page.click(".oe_login_buttons button[type=submit]")
        page.wait_for_url(lambda url: "/web/login" not in url)
