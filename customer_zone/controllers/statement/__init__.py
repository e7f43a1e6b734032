"""The Statement tab."""

from . import routes
