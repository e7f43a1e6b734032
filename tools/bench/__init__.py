"""`./dev bench NAME`: measure something and print the figures."""

import importlib

from ..progress import Problem

BENCHES = {
    "links": "whether the clock tells a stranger what there is",
    "notices": "gateway notices per second, and other pages while the gateway is slow",
    "sending": "invoices by the batch, link only: 100, 500 and 2 000 of them",
    "settlement": "the gateway's statement in the books: ms per line, beside core's",
    "statement": "statement page, engine, PDF and a known rival, 100 to 100 000 lines",
}


def main(arguments):
    """Run the named measurements, or all; return the exit status."""
    unknown = set(arguments) - set(BENCHES)
    if unknown:
        known = "\n".join(f"  {name:10} {text}" for name, text in BENCHES.items())
        raise Problem(f"There is no such measurement. There are:\n{known}")
    for name in arguments or BENCHES:
        importlib.import_module(f".{name}", __name__).run()
    return 0
