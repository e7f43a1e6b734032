"""Opens one page after the other and judges each at two widths."""

import contextlib

from .. import node
from ..drive.camera import DESKTOP, PHONE
from . import judge
from .people import People

WIDTHS = (PHONE, DESKTOP)
AXE = ("browser", "axe-core/axe.min.js")


def axe_source():
    """Return the source of axe-core, from its locked npm package."""
    name, path = AXE
    node.ensure(name)
    folder = node.program(name, "x").parent.parent
    return (folder / path).read_text()


def widths(page):
    """Return the sizes a page is looked at; a seller's screens only at a desk."""
    # Odoo's own screens are another view on a phone.
    return WIDTHS if page.ours else (DESKTOP,)


class Walk:
    """The pages of one running shop, in one browser.

    :param camera: ``camera(browser_page, page, width, scripts)`` or None
    :param axe: source of axe-core; "" leaves accessibility out
    :param part: selector of what accessibility is judged for, "" for whole pages
    """

    def __init__(self, browser, shop, places, camera=None, axe="", part=""):
        self.shop = shop
        self.places = places
        self.people = People(browser, shop, places)
        self.camera = camera
        self.axe = axe
        self.part = part

    @contextlib.contextmanager
    def opened(self, page, scripts=True, size=PHONE):
        """Yield ``(browser page, its complaints so far)`` with a page open."""
        tab = self.people.context(page.who, scripts).new_page()
        try:
            tab.set_viewport_size(size)
            listener = judge.Listener(tab)
            answer = tab.goto(page.url(self.shop, self.places), wait_until="load")
            if answer.status != page.status:
                listener.found.append(f"answered {answer.status}, not {page.status}")
            elif page.act and scripts:
                page.act(tab)
            yield tab, listener.found
        finally:
            tab.close()

    def judge(self, page, scripts=True):
        """Return what is wrong with a page, at both widths; nothing when sound."""
        sizes = widths(page)
        with self.opened(page, scripts, sizes[0]) as (tab, found):
            complaints = list(_missing(tab, page))
            for size in sizes:
                tab.set_viewport_size(size)
                if page.ours:
                    complaints += judge.layout(tab, size["width"])
                if self.camera:
                    self.camera(tab, page, size, scripts)
                if self.axe and page.ours and scripts:
                    complaints += self._accessibility(tab, size["width"])
            return [*found, *complaints]

    def _accessibility(self, tab, width):
        return judge.accessibility(tab, self.axe, width, self.part)


def _missing(tab, page):
    """Return a complaint for each of the words that are not on the page."""
    text = judge.words(tab).lower()
    for wanted in page.reads:
        if wanted.lower() not in text:
            yield f"“{wanted}” is not on the page"
