"""The Statement tab."""

from . import routes, routes_files, routes_mail, routes_pack, routes_sent
