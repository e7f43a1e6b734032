"""Who is measured: customers by their number of invoices, and how the rest is split.

Of a customer's invoices the newest tenth holds the open ones: every second is open,
every eighth half paid. All older ones are paid, four by one payment, every tenth by a
credit note. So the first page looks the same for every number.
"""

import os
from dataclasses import dataclass
from datetime import date

TODAY = date.today()
DAYS = 3 * 365
# As many rows as both lists show on one page: for a comparison row by row.
SAME_ROWS = 50
QUICK = (100, 10_000)
FULL = (100, 10_000, 100_000, 1_000_000)
OTHERS = 10_000
OTHERS_INVOICES = 3
PASSWORD = "bench-of-pages"
# A change of this builds the databases anew.
VERSION = "4"


@dataclass(frozen=True)
class Plan:
    """One database."""

    name: str
    sizes: tuple

    @property
    def mark(self):
        """Return what a finished database carries as a parameter."""
        return f"{VERSION} {self.sizes}"


def plan(quick):
    """Return what to build and to measure: BENCH_SIZES=100,10000 where it is set."""
    if chosen := os.environ.get("BENCH_SIZES"):
        return Plan("chosen", tuple(int(size) for size in chosen.split(",")))
    return Plan("quick", QUICK) if quick else Plan("full", FULL)


def login(size):
    """Return the login of the customer with so many invoices."""
    return f"bench-{size}"
