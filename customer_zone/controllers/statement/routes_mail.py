from odoo import http
from odoo.http import request

from ..page.answers import for_visitor
from ..page.kinds import SMALL_FORM
from ..visit.visitor import RefusedError
from .asked import read_asked
from .routes import check_sees_statement


class ZoneStatementMail(http.Controller):
    """The statement, e-mailed to whoever looks at it."""

    @http.route("/zone/<string:visitor>/statement/email", **SMALL_FORM)
    @for_visitor
    def zone_statement_email(self, visitor, **form):
        """Queue the statement to the visitor's own address on file, and no other."""
        check_sees_statement(visitor)
        if visitor.is_staff:
            raise RefusedError()
        asked = read_asked(visitor, form)
        path = f"{visitor.base}/statement"
        statements = visitor.env["customer.zone.statement"]
        if not statements._zone_statement_may_mail(visitor.recipient):
            return _back(asked, path, "held")
        ask = asked.ask(visitor)
        mail = statements._zone_statement_mail(
            visitor.recipient,
            visitor.customer,
            visitor.company,
            ask,
            url=_button(visitor, statements._zone_statement_key(ask)),
        )
        return _back(asked, path, "sent" if mail else "held")


def _back(asked, path, word):
    """Go back to the statement, which says what became of the wish."""
    url = asked.url(path)
    mark = "&" if "?" in url else "?"
    return request.redirect(f"{url}{mark}mailed={word}", code=303)


def _button(visitor, key):
    """Return the address the mail leads to: the same statement in the same zone.

    :param str key: the statement as links name it
    """
    if visitor.link:
        return visitor.link._zone_url_of(key)
    return f"{visitor.company.get_base_url()}{visitor.path}/{key}"
