"""The Invoices tab and one invoice."""

from . import routes, routes_files
