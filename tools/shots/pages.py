"""What a page of the walk is: where, who looks, and what has to be read on it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page that is pictured and judged. To add a page is to add one entry.

    :param name: of the picture
    :param path: address; ``{names}`` are filled in from the scenery's places
    :param reads: words that a person must find on the page
    :param who: key of ``people.PEOPLE``
    :param status: HTTP status with which the page has to answer
    :param act: what is done on the page before it is judged, ``act(page)``
    :param scripts_off: pictured with scripts switched off as well
    :param tall: pictured in its full height
    :param ours: False for Odoo's own pages: they have to work, their looks are theirs
    """

    name: str
    path: str
    reads: tuple = ()
    who: str = "link"
    status: int = 200
    act: object = None
    scripts_off: bool = False
    tall: bool = True
    ours: bool = True

    def url(self, shop, places):
        """Return the page's address in a running shop."""
        return shop.url + self.path.format(**places)
