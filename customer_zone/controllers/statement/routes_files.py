from odoo import http
from odoo.http import request

from ...statement.table import MOST_LINES, headings, is_too_long, read_table
from ..files import exports
from ..page.answers import for_visitor, is_look_only, page
from ..page.kinds import CURRENT, READING
from .asked import read_asked
from .routes import check_sees_statement

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
        ask = read_asked(visitor, query).ask(visitor)
        statements = visitor.env["customer.zone.statement"]
        content = statements._zone_statement_pdf(visitor.customer, visitor.company, ask)
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
