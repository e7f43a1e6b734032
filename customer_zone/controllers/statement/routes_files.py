from odoo import http
from odoo.http import request

from ...report.engine_slots import EngineBusyError
from ...statement.table import MOST_LINES, headings, is_too_long, read_table
from ..files import exports
from ..page.answers import for_visitor, harden, is_look_only, page
from ..page.kinds import CURRENT, READING
from .asked import read_asked
from .routes import check_sees_statement

RETRY_SECONDS = 5
PDF_TYPE = "application/pdf"


class ZoneStatementFiles(http.Controller):
    """The statement to take away: PDF, CSV, Excel."""

    @http.route("/zone/<string:visitor>/statement/pdf", **CURRENT)
    @for_visitor
    def zone_statement_pdf(self, visitor, **query):
        """Hand out the statement as a PDF, or say that it is being prepared."""
        check_sees_statement(visitor)
        if is_look_only():
            return request.make_response("", [("Content-Type", PDF_TYPE)])
        asked = read_asked(visitor, query)
        ask = asked.ask(visitor)
        statements = visitor.env["customer.zone.statement"]
        try:
            content = statements._zone_statement_pdf(
                visitor.customer, visitor.company, ask
            )
        except EngineBusyError:
            return busy_page(visitor, asked, f"{visitor.base}/statement/pdf")
        name = statements._zone_statement_name(visitor.customer, ask, "pdf")
        return exports.file_answer(content, PDF_TYPE, name)

    @http.route("/zone/<string:visitor>/statement/<any(csv,xlsx):ending>", **READING)
    @for_visitor
    def zone_statement_table(self, visitor, ending, **query):
        """Hand out every line of the statement as a table."""
        check_sees_statement(visitor)
        asked = read_asked(visitor, query)
        ask = asked.ask(visitor, MOST_LINES)
        statement, rows = read_table(
            visitor.env, visitor.customer, visitor.company, ask
        )
        if is_too_long(statement):
            return too_long_page(visitor, asked)
        titles = headings(visitor.env, ask.kind)
        statements = visitor.env["customer.zone.statement"]
        name = statements._zone_statement_name(visitor.customer, ask, ending)
        if ending == "csv":
            content = exports.csv_file(titles, rows)
            return exports.file_answer(content, exports.CSV_TYPE, name)
        content = exports.xlsx_file(titles, rows, visitor.env._("Statement"))
        return exports.file_answer(content, exports.XLSX_TYPE, name)


def too_long_page(visitor, asked):
    """Answer that the period has too many lines for one file."""
    return page(
        visitor,
        "customer_zone.statement_too_long",
        http_status=413,
        tab="statement",
        asked=asked,
        most=MOST_LINES,
    )


def busy_page(visitor, asked, again_url, form=False):
    """Answer that a PDF is being prepared; the page asks again by itself.

    :param str again_url: address to ask again
    :param bool form: whether that takes a form, which a person sends
    """
    url = again_url if form else asked.url(again_url)
    wait = {"Retry-After": str(RETRY_SECONDS)}
    harden(**wait if form else wait | {"Refresh": f"{RETRY_SECONDS}; url={url}"})
    return page(
        visitor,
        "customer_zone.statement_busy",
        http_status=503,
        tab="statement",
        asked=asked,
        again_url=url,
        is_form=form,
    )
