"""Runs the stories, one line per step; a step that fails ends the run."""

import contextlib

from ..demo import gateway_side
from ..demo.rpc import Seller
from ..demo.serve import demo_shop
from ..paths import STATE
from ..progress import Problem, say, step
from .books import Books
from .browser import chromium
from .camera import Camera
from .stories import STORIES

PICTURES = STATE / "drive"


class Drive:
    """What every story has at hand: the shop, the browser, the camera, the books."""

    def __init__(self, shop, browser, camera):
        self.shop = shop
        self.browser = browser
        self.camera = camera
        self.books = Books(shop)
        self.seller = Seller(shop)

    @contextlib.contextmanager
    def step(self, title, page=None):
        """Announce a step; when it fails, take a picture and say which it was.

        :raise Problem: naming the step
        """
        try:
            with step(title):
                yield
        except Exception as error:
            picture = self._picture_of_failure(page)
            reason = str(error).splitlines()[0] if str(error) else repr(error)
            raise Problem(f"Failed: {title}.\n  {reason}\n  {picture}") from error

    def expect(self, found, wanted):
        """Compare a fact.

        :raise Problem: when it is not what it has to be
        """
        if found != wanted:
            raise Problem(f"It is {found}, not {wanted}.")

    def gateway_call(self, what, **values):
        """Call the simulator's control interface."""
        return gateway_side.call(self.shop, what, **values)

    def _picture_of_failure(self, page):
        if page is None or page.is_closed():
            return "No page was open."
        with contextlib.suppress(Exception):
            return f"Picture: {self.camera.failure(page)}; page: {page.url}"
        return "No picture could be taken."


def drive(stories=STORIES):
    """Do the main job in a browser; return the exit status.

    :raise Problem: naming the step that failed
    """
    with demo_shop("drive") as shop, chromium() as browser:
        camera = Camera(PICTURES)
        driving = Drive(shop, browser, camera)
        for story in stories:
            say(f"== {story.__doc__.splitlines()[0]}")
            story(driving)
    say(f"Everything held. {camera.count} steps are pictured in {PICTURES}")
    return 0
