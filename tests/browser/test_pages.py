"""Every page a customer can see, judged at 360 and 1280 px."""

import pytest

from tools.shots.customer_pages import CUSTOMER_PAGES

WITH_WEBSITE = (
    "overview",
    "invoices",
    "invoice",
    "quote",
    "credit-note",
    "payments",
    "pay-check",
    "details",
    "not-available",
    "rtl-invoices",
)
READ_WITHOUT_SCRIPTS = [page for page in CUSTOMER_PAGES if page.scripts_off]


def _names(page):
    return page.name


@pytest.mark.parametrize("page", CUSTOMER_PAGES, ids=_names)
def test_page_is_sound(walk, page):
    """The words are there, nothing violates WCAG 2.2 AA, nothing scrolls sideways.

    Nothing is cut off either, and the browser has nothing to complain about: no
    script error, nothing that the page's own policy blocked, no part missing.
    """
    assert walk.judge(page) == []


@pytest.mark.parametrize(
    "page", [p for p in CUSTOMER_PAGES if p.name in WITH_WEBSITE], ids=_names
)
def test_page_is_sound_inside_a_website(site_walk, page):
    """The same holds between a website's header and footer."""
    assert site_walk.judge(page) == []


@pytest.mark.parametrize("page", READ_WITHOUT_SCRIPTS, ids=_names)
def test_page_can_be_read_without_scripts(walk, page):
    """What a page says does not depend on scripts."""
    assert walk.judge(page, scripts=False) == []
