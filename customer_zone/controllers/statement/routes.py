from odoo import http

from ..page.answers import for_visitor, page
from ..page.formats import Formats
from ..page.kinds import READING
from ..visit.visitor import RefusedError
from .asked import read_asked
from .page import read_page


class ZoneStatement(http.Controller):
    """The Statement tab: what is owed, and how it came about."""

    @http.route(
        [
            "/zone/<string:visitor>/statement",
            "/zone/<string:visitor>/statement/page/<int:number>",
        ],
        **READING,
    )
    @for_visitor
    def zone_statement(self, visitor, number=1, mailed="", **query):
        """Show one page of the statement."""
        check_sees_statement(visitor)
        formats = Formats(visitor.env, visitor.company.currency_id)
        asked = read_asked(visitor, query, number)
        return page(
            visitor,
            "customer_zone.statement",
            tab="statement",
            asked=asked,
            sheet=read_page(visitor, asked, formats),
            mailed=mailed,
        )


def check_sees_statement(visitor):
    """Let only those go on who see the account.

    :raises RefusedError: for all others
    """
    if not (visitor.sees_list and visitor.sees_account):
        raise RefusedError()
