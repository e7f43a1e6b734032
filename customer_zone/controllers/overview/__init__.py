"""The Overview tab."""

from . import routes
