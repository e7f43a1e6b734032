"""`./dev bench pages`: the zone's pages and core's, over the number of invoices."""

from .run import run
