"""Core's own portal routes, closed where the zone's answer is no."""

from . import routes_documents, routes_payment
