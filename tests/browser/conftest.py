"""Two live shops with the same customers, one of them with a website, one browser."""

import os

import pytest

from tools.drive.browser import chromium
from tools.shots.shop import walked_shop
from tools.shots.walk import Walk, axe_source

from .visit import Visit

# Two processes must not share a folder of logs.
LANE = os.environ.get("PYTEST_XDIST_WORKER", "")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Let two processes share the ring, a shop each."""
    for item in items:
        chosen = getattr(item, "callspec", None)
        site = "site_walk" in item.fixturenames or (
            chosen and chosen.params.get("either_walk") == "site"
        )
        item.add_marker(pytest.mark.xdist_group("site" if site else "plain"))


@pytest.fixture(scope="session")
def browser():
    """Chromium, for the whole ring."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def plain():
    """The shop as it is without a website: ``(shop, places)``."""
    with walked_shop(f"browser{LANE}") as running:
        yield running


@pytest.fixture(scope="session")
def site():
    """The same shop with Odoo's ``website`` installed: ``(shop, places)``."""
    with walked_shop(f"browser-site{LANE}", website=True) as running:
        yield running


@pytest.fixture(scope="session")
def walk(browser, plain):
    """Opens and judges pages of the shop without a website."""
    return Walk(browser, *plain, axe=axe_source())


@pytest.fixture(scope="session")
def site_walk(browser, site):
    """Opens and judges pages of the shop with a website; its own parts are its own."""
    return Walk(browser, *site, axe=axe_source(), part=".zone")


@pytest.fixture(params=("plain", "site"), ids=("without-website", "with-website"))
def either_walk(request):
    """The pages of a shop, once without and once with a website."""
    name = {"plain": "walk", "site": "site_walk"}[request.param]
    return request.getfixturevalue(name)


@pytest.fixture
def visit(either_walk):
    """A function that opens a person's tab, closed when the test ends."""
    opened = []

    def open_tab(who, width, scripts=True):
        tab = Visit(either_walk, who, width, scripts)
        opened.append(tab)
        return tab

    yield open_tab
    complaints = [text for tab in opened for text in tab.complaints()]
    for tab in opened:
        tab.page.close()
    assert complaints == []
