"""The payments as rows of a table, read in batches."""

from ..files.too_long import TooLongError
from .rows import read_all_keys, read_rows

BATCH = 500
# A spreadsheet of more helps nobody; the dates narrow it.
MOST_ROWS = 20000


def headings(env):
    """Return the headings of the table."""
    return [
        env._("Number"),
        env._("Date"),
        env._("Method"),
        env._("Currency"),
        env._("Amount"),
        env._("What it settled"),
        env._("Status"),
    ]


def table(visitor, query, formats):
    """Return an iterable of one row per payment the list shows.

    What was not taken counts as zero.

    :raises TooLongError: at once, when there are more than ``MOST_ROWS``
    """
    keys = read_all_keys(visitor, query, MOST_ROWS + 1)
    if len(keys) > MOST_ROWS:
        raise TooLongError()
    return _read(visitor, keys, formats)


def _read(visitor, keys, formats):
    for start in range(0, len(keys), BATCH):
        rows, _pages = read_rows(visitor, keys[start : start + BATCH], formats)
        for row in rows:
            yield [
                row.number,
                row.day,
                row.method,
                row.currency,
                row.exact,
                ", ".join(use.name for use in row.uses),
                row.badge.word,
            ]
        # Read and forgotten batch by batch: the memory stays the same.
        visitor.env["account.move.line"].invalidate_model()
