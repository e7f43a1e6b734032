"""One person's tab in the zone, read and used as a person does."""

from tools.drive.camera import DESKTOP, PHONE
from tools.shots import judge

SIZES = {size["width"]: size for size in (PHONE, DESKTOP)}
TABS = ".z-tabs"
# Whether a part of the page lies between its left and right edge.
IN_VIEW = """(part) => {
    const box = part.getBoundingClientRect();
    return box.left >= -1 && box.right <= document.documentElement.clientWidth + 1;
}"""


class Visit:
    """A tab of somebody who was let into the zone.

    :param who: key of ``tools.shots.people.PEOPLE``
    :param int width: of the window, in CSS pixels
    """

    def __init__(self, walk, who, width, scripts=True):
        self.walk = walk
        self.width = width
        self.page = walk.people.context(who, scripts).new_page()
        self.page.set_viewport_size(SIZES[width])
        self.listener = judge.Listener(self.page)

    def go(self, path):
        """Open an address of the shop; ``{names}`` are the scenery's places."""
        address = self.walk.shop.url + path.format(**self.walk.places)
        self.page.goto(address, wait_until="load")
        return self

    def follow(self, part):
        """Press this part of the page and wait for the page it leads to."""
        with self.page.expect_navigation(wait_until="load"):
            part.click()
        return self

    def press(self, name, role="link"):
        """Press what a person sees under this name."""
        return self.follow(self.page.get_by_role(role, name=name, exact=True).first)

    def press_tab(self, name):
        """Open a tab of the zone; it has to lie in the window afterwards."""
        tabs = self.page.locator(TABS)
        tabs.get_by_role("link", name=name, exact=True).click()
        current = tabs.locator(f"[aria-current=page]:has-text('{name}')")
        current.wait_for()
        assert current.evaluate(IN_VIEW), f"{name} is out of view"
        return self

    def sees(self, *wanted):
        """Assert that all these words are on the page, in no order."""
        words = judge.words(self.page)
        missing = [text for text in wanted if text not in words]
        assert not missing, f"{missing} not in: {words}"
        return self

    def sees_not(self, *unwanted):
        """Assert that none of these words is on the page."""
        words = judge.words(self.page)
        found = [text for text in unwanted if text in words]
        assert not found, f"{found} in: {words}"
        return self

    def complaints(self):
        """Return what the browser complained about, and what is out of place."""
        return [*self.listener.found, *judge.layout(self.page, self.width)]
