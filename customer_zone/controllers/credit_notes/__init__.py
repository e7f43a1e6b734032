"""The Credit Notes tab and where each credit went."""

from . import routes
