"""The filters above a list, each with the number of rows behind it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chip:
    """One filter of a list."""

    label: str
    count: int
    url: str
    is_current: bool
