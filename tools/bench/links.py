"""`./dev bench links`: can a stranger tell by the clock what there is?

A-15: somebody else's quote and one that does not exist; L-02: tokens that are right up
to some place. The answers must be the same bytes; these are the times they took.
"""

from .in_shell import run_shell


def run():
    """Print the medians, measured on a copy that is dropped at the end."""
    run_shell("links")
