"""Text from outside, made harmless to store, to log on one line and to show."""

import re

from .scrub import scrub_text

# C0 and C1 controls, line and paragraph separators, lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Marks that make a text read in another direction than it is written.
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def is_printable(text: str) -> bool:
    """Tell whether ``text`` has no control character, line break or surrogate."""
    return not (_UNPRINTABLE.search(text) or _DIRECTION.search(text))


def without_marks(text: str) -> str:
    """Return ``text`` without direction marks."""
    return _DIRECTION.sub("", text)


def printable(text: str) -> str:
    """Return ``text`` without direction marks, blanks for control characters."""
    return _UNPRINTABLE.sub(" ", without_marks(text))


def clean_text(text: str) -> str:
    """Return ``text`` on one line, trimmed, without card data or keys."""
    return scrub_text(printable(text)).strip()
