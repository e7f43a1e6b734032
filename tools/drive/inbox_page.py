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
        """Press the mail's button into the zone; return the tab it opens."""
        # The inbox sets this a moment after the mail has loaded.
        new_tabs = self._body().locator("base[target=_blank]")
        new_tabs.wait_for(state="attached")
        with self.page.context.expect_page() as opening:
            self._body().locator(BUTTON).first.click()
        tab = opening.value
        tab.wait_for_load_state()
        return tab

    def _body(self):
        return self.page.frame_locator("iframe").first
