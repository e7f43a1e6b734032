"""`./dev bench sending [--full]`: 100, 500, 2 000 invoices by the batch, link only."""

from .in_shell import run_shell


def run(full=False):
    """Print seconds, memory and valid links per size, on a copy that is dropped.

    :param bool full: also 10 000 invoices, which takes its time
    """
    variables = {"SENDING_BENCH": "full" * full}
    run_shell("sending", variables=variables, log_level="warn")
