"""`./dev bench statement_run`: statements to many customers by the schedule.

100 and 1 000 customers, with ``--full`` 10 000 as well, link only; and 100 with their
PDF.
"""

from .in_shell import run_shell


def run(full=False):
    """Print customers per second and memory, on a copy that is dropped at the end.

    :param bool full: also 10 000 customers, which takes its time
    """
    run_shell("statement_run", variables={"STATEMENT_RUN_BENCH": "full" * full})
