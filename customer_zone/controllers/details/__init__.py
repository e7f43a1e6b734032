"""The My Details tab and the requests made from it."""

from . import routes
