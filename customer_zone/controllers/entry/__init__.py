"""How a visitor comes in and leaves: link, code, fresh link, sign-in, beacon."""

from . import (
    routes,
    routes_activity,
    routes_code,
    routes_fresh,
    routes_home,
    routes_preview,
)
