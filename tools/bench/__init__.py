"""`./dev bench NAME`: measure something and print the figures."""

import importlib
import inspect

from ..progress import Problem

BENCHES = {
    "hosts": "two servers behind nginx, one killed under load: what is lost",
    "links": "whether the clock tells a stranger what there is",
    "notices": "gateway notices per second, and other pages while the gateway is slow",
    "pages": "every page over the number of invoices, beside core's [--quick]",
    "pdfs": "twenty statement PDFs at once on two workers, and pages beside them",
    "posting": "what our indexes add to posting an invoice, in the ledger of pages",
    "replica": "who serves what with a streaming replica, behind and stopped",
    "sending": "invoices by the batch, link only: 100, 500 and 2 000 of them [--full]",
    "settlement": "the gateway's statement in the books, beside core's way [--full]",
    "statement_run": "statements to many customers by the schedule [--full]",
    "visitors": "100 visitors and 200 notices a minute over 1 000 000 invoice lines",
    "statement": "statement page, engine, PDF and a known rival, 100 to 100 000 lines",
}


def main(arguments):
    """Run the named measurements, or all; return the exit status.

    Arguments with two dashes are options of every named measurement; ``--replica`` and
    the like are measurements themselves.
    """
    arguments = [one[2:] if one[2:] in BENCHES else one for one in arguments]
    names = [one for one in arguments if not one.startswith("--")]
    options = {one[2:]: True for one in arguments if one.startswith("--")}
    if set(names) - set(BENCHES):
        known = "\n".join(f"  {name:10} {text}" for name, text in BENCHES.items())
        raise Problem(f"There is no such measurement. There are:\n{known}")
    for name in names or BENCHES:
        run = importlib.import_module(f".{name}", __name__).run
        unknown = set(options) - set(inspect.signature(run).parameters)
        if unknown:
            raise Problem(f"{name} has no option --{unknown.pop()}.")
        run(**options)
    return 0
