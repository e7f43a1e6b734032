"""The answer to whoever asks for a list with more rows than one file holds."""

from ..page.answers import page


class TooLongError(Exception):
    """A list has more rows than go into one file; half of it would mislead."""


def too_long_page(visitor, tab, most, back_url):
    """Answer that a list is too long for one file, and what to do.

    :param str tab: the one the list is under
    :param int most: so many rows go into one file
    :param str back_url: address of the list
    """
    return page(
        visitor,
        "customer_zone.list_too_long",
        http_status=413,
        tab=tab,
        most=f"{most:,}".replace(",", "\N{NO-BREAK SPACE}"),
        back_url=back_url,
    )
