"""`./dev bench sending`: 100, 500 and 2 000 invoices by the batch, link only."""

from .in_shell import run_shell


def run():
    """Print seconds and valid links per size, measured on a copy that is dropped."""
    run_shell("sending", log_level="warn")
