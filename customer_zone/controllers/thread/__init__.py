"""Messages and files on a document."""

from . import routes, routes_files, routes_notices
