"""The customer's mail, read in the web inbox."""

BUTTON = "a[href*='/zone/l/']"


class InboxPage:
    """The customer in front of the inbox."""

    def __init__(self, page, url):
        self.page = page
        self.url = url

    def open_mail(self, subject):
        """Open the newest mail whose subject contains ``subject``."""
        self.page.goto(self.url)
        self.page.get_by_text(subject).first.click()
        self._body().get_by_role("link").first.wait_for()

    def press_button(self):
        """Press the mail's button into the zone; return the tab it opens.

        Some versions of the inbox keep links from opening tabs: then the mail is
        opened in a tab of its own first.
        """
        sandbox = self.page.locator("iframe").first.get_attribute("sandbox")
        if sandbox is not None and "allow-popups" not in sandbox:
            return self._press_in_own_tab()
        with self.page.context.expect_page() as opening:
            self._body().locator(BUTTON).first.click()
        tab = opening.value
        tab.wait_for_load_state()
        return tab

    def _press_in_own_tab(self):
        mail = self.page.url.rpartition("/")[2]
        tab = self.page.context.new_page()
        tab.goto(f"{self.url}/api/email/{mail}/html")
        tab.locator(BUTTON).first.click()
        tab.wait_for_url("**/zone/**")
        return tab

    def _body(self):
        return self.page.frame_locator("iframe")
