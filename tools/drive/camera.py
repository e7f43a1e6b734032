"""Numbered screenshots: desktop, and 360 px for the pages a customer sees."""

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


class Camera:
    """Saves pictures as ``<number>-<what>.png`` in the order they are taken."""

    def __init__(self, folder):
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
        self.count = 0

    def desktop(self, page, what):
        """Save the whole page as a desktop browser shows it."""
        self.count += 1
        page.locator(".o_loading_indicator").wait_for(state="hidden")
        self._save(page, f"{self.count:02d}-{what}.png", full_page=True)

    def both(self, page, what):
        """Save the page at desktop width and on a phone of 360 px."""
        self.count += 1
        for size, suffix in ((DESKTOP, ""), (PHONE, "-360")):
            self._stretch(page, size)
            self._save(page, f"{self.count:02d}-{what}{suffix}.png", full_page=True)
        page.set_viewport_size(DESKTOP)

    def _stretch(self, page, size):
        """Make the window as tall as the page: what sticks to an edge stays there."""
        page.set_viewport_size(size)
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**size, "height": max(size["height"], height)})

    def failure(self, page):
        """Save what was on the screen when a step failed; return where."""
        self._save(page, "failed.png", full_page=False)
        return self.folder / "failed.png"

    def _save(self, page, name, full_page):
        page.screenshot(
            path=self.folder / name, full_page=full_page, animations="disabled"
        )
