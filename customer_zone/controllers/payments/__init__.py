"""The Payments tab: received, on its way, failed."""

from . import routes
