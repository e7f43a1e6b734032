"""Are e-mails sent, and do they arrive?"""

from datetime import timedelta

from odoo import fields
from odoo.tools import config

from .finding import look, ok, stop

DAYS = 7


def mail_leaves(company):
    """Look for an outgoing server, and at what it failed to send of late."""
    env = company.env
    if not env["ir.mail_server"].search_count([], limit=1) and _is_default_server():
        return stop(
            env._(
                "No outgoing mail server is set: Odoo tries the machine it runs on, "
                "whose e-mails rarely arrive."
            )
        )
    since = fields.Datetime.now() - timedelta(days=DAYS)
    failed = env["mail.mail"].search_count(
        [("state", "=", "exception"), ("create_date", ">=", since)]
    )
    if failed:
        return look(
            env._(
                "E-mails not sent in the last %(days)s days: %(count)s. Send a test "
                "e-mail to see why.",
                days=DAYS,
                count=failed,
            )
        )
    return ok(
        env._("An outgoing mail server is set. A test e-mail shows whether it works.")
    )


def _is_default_server():
    return config["smtp_server"] in ("", "localhost", False, None)
