"""Pictures all pages, then says which of them are not sound."""

from ..drive.browser import chromium
from ..paths import STATE
from ..progress import Problem, say, step
from .camera import PageCamera
from .customer_pages import CUSTOMER_PAGES
from .seller_pages import SELLER_PAGES
from .shop import walked_shop
from .walk import Walk, widths

PICTURES = STATE / "shots"


def shoot(words=()):
    """Picture the pages whose names contain one of the words, or all.

    :return: exit status: 0 when every page is sound
    """
    pages = [page for page in (*CUSTOMER_PAGES, *SELLER_PAGES) if _wanted(page, words)]
    if not pages:
        raise Problem("No page has such a name.")
    with walked_shop("shots") as (shop, places), chromium() as browser:
        camera = PageCamera(PICTURES)
        walk = Walk(browser, shop, places, camera)
        rows = [row for page in pages for row in _picture(walk, page)]
    say(f"The pictures: {camera.write_index(rows)}")
    wrong = [(title, text) for title, _names, found in rows for text in found]
    for title, text in wrong:
        say(f"{title}: {text}")
    say(f"{len(rows)} pages pictured, {len(wrong)} complaints")
    return 1 if wrong else 0


def _wanted(page, words):
    return not words or any(word in page.name for word in words)


def _picture(walk, page):
    """Yield (title, file names, complaints) of a page, with and without scripts."""
    for scripts in (True, False) if page.scripts_off else (True,):
        title = page.name if scripts else f"{page.name}, scripts off"
        with step(title):
            try:
                found = walk.judge(page, scripts)
            except Exception as error:
                # One page that cannot be shown does not keep the others from it.
                found = [str(error).splitlines()[0]]
        names = [
            walk.camera.name(page, size["width"], scripts) for size in widths(page)
        ]
        yield title, names, found
