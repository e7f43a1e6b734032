"""Pages of a list: by number near its beginning, by their place further down.

Leaving out rows costs as much as reading them. So pages have numbers only as far as
rows are counted; a page beyond says after which row it starts.
"""

from dataclasses import dataclass

from . import counts


@dataclass(frozen=True)
class Paging:
    """One page of a list, and the way to its neighbours.

    :param url: callable ``(number=1, after=0)`` for the address of a page
    :param count: a :class:`~.counts.Count` of all pages
    :param number: of this page from 1; 0 for one that starts after a row
    :param last_id: id of the last row shown
    :param has_more: there are rows after it
    """

    url: object
    count: int
    number: int
    size: int
    shown: int
    last_id: int
    has_more: bool

    @property
    def first(self):
        """Return the place of the first row, 0 where nobody counted."""
        return (self.number - 1) * self.size + 1 if self.number else 0

    @property
    def last(self):
        """Return the place of the last row, 0 where nobody counted."""
        return self.first - 1 + self.shown if self.number else 0

    @property
    def newer_url(self):
        """Return the address of the page before; of the first one from far down."""
        if not self.number:
            return self.url()
        return self.url(number=self.number - 1) if self.number > 1 else ""

    @property
    def older_url(self):
        """Return the address of the page after."""
        if not self.has_more:
            return ""
        if not self.number or self.last >= counts.MOST_COUNTED:
            return self.url(after=self.last_id)
        return self.url(number=self.number + 1)

    @property
    def older_size(self):
        """Return how many rows the page after has."""
        if not self.number or self.last >= counts.MOST_COUNTED:
            return self.size
        return min(self.size, self.count - self.last)


def clip(number, count, size):
    """Return the number of a page there is: beyond the end it is the last one."""
    return max(1, min(number, -(-min(count, counts.MOST_COUNTED) // size)))
