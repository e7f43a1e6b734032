"""The kinds of address the zone has, each with everything Odoo routes it by.

All of them are public on purpose: who visits, and what that visitor may do, is
decided by ``page.answers.for_visitor`` on every request, from the session's grant or
sign-in, never by Odoo's own access level.
"""

from ..visit import browser

_SHOWN = {
    "type": "http",
    # Public: whoever visits is resolved from the session's grant or sign-in.
    "auth": "public",
    "csrf": True,
    "save_session": True,
    "website": True,
    "sitemap": False,
}

#: A page that only reads; a replica may serve it unless this browser just paid.
READING = {**_SHOWN, "methods": ["GET"], "readonly": browser.may_read_replica}

#: A page or file that must show the newest state, or leaves a trace of its own.
CURRENT = {**_SHOWN, "methods": ["GET"], "readonly": False}

#: A posted form; it carries Odoo's token against forged requests.
FORM = {**_SHOWN, "methods": ["POST"]}

#: A posted form of a few fields.
SMALL_FORM = {**FORM, "max_content_length": 4096}

#: What core's payment form asks in the background.
PAYMENT_FORM = {
    "type": "jsonrpc",
    # Public: whoever visits is resolved from the session's grant or sign-in.
    "auth": "public",
    "methods": ["POST"],
    # No csrf token: another site cannot send JSON with this visitor's cookies.
    "csrf": False,
    "save_session": True,
}

#: What core's signature pad sends: a name and a picture of a few kilobytes.
SIGNATURE_FORM = {**PAYMENT_FORM, "max_content_length": 1024 * 1024}
