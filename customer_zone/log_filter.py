"""Keeps the tokens of Customer Zone links out of the server's log."""

import logging
import re
from types import NoneType

# Loggers that write the addresses of requests.
LOGGER_NAMES = (
    "werkzeug",
    "longpolling",
    "odoo.http",
    "odoo.addons.base.models.ir_http",
    "odoo.addons.http_routing.models.ir_http",
)
# The address as it is, or percent-encoded inside another one.
TOKEN = re.compile(r"((?:/|%2F)zone(?:/|%2F)l(?:/|%2F))[\w\-=.~]+", re.IGNORECASE)


def mask(text):
    """Return `text` with every link token in it replaced by asterisks."""
    return TOKEN.sub(r"\1***", text)


class LinkTokenFilter(logging.Filter):
    """Rewrites log records so that no link token reaches a handler."""

    def filter(self, record):
        """Let every record through, without tokens."""
        if isinstance(record.msg, str):
            record.msg = mask(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_masked_argument(arg) for arg in record.args)
        elif isinstance(record.args, dict):
            record.args = {
                key: _masked_argument(arg) for key, arg in record.args.items()
            }
        return True


def _masked_argument(argument):
    """Return a log argument without tokens, numbers and the like as they are."""
    if isinstance(argument, int | float | NoneType):
        return argument
    text = str(argument)
    return mask(text) if TOKEN.search(text) else argument


def install():
    """Attach the filter to the loggers of requests, once however often called."""
    for name in LOGGER_NAMES:
        logger = logging.getLogger(name)
        if not any(isinstance(known, LinkTokenFilter) for known in logger.filters):
            logger.addFilter(LinkTokenFilter())
