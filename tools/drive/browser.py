"""The browser of the drive: Chromium, one context per person."""

import contextlib
import shutil

from ..progress import Problem
from .camera import DESKTOP

ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TIMEOUT_MS = 60_000


def executable():
    """Return the path of a Chromium, or raise Problem with one plain sentence."""
    # Ubuntu's chromium-browser only says that it is a snap.
    for name in ("chromium", "google-chrome", "chromium-browser"):
        path = shutil.which(name)
        if path:
            return path
    raise Problem("There is no Chromium here: install it with `apt install chromium`.")


@contextlib.contextmanager
def chromium():
    """Yield a headless Chromium, closed afterwards."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=list(ARGUMENTS)
        )
        try:
            yield browser
        finally:
            browser.close()


def user_agent(browser):
    """Return what a person's Chromium says of itself: a headless one is no person."""
    return (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{browser.version} Safari/537.36"
    )


def person(browser):
    """Return a fresh page of somebody with his own cookies."""
    context = browser.new_context(
        viewport=DESKTOP,
        locale="en-ZA",
        timezone_id="Africa/Johannesburg",
        user_agent=user_agent(browser),
    )
    context.set_default_timeout(TIMEOUT_MS)
    return context.new_page()
