import functools
import logging
import re
from dataclasses import replace

from odoo import api, models

from ..statement import Kind, Writing, build_statement
from .engine_scale import engine_zoom, page_count
from .engine_slots import take_slot
from .letterhead import letterhead_of
from .pages import lay_out
from .rows_html import rows_html
from .sections import Section

_logger = logging.getLogger(__name__)

# More would be a book: the rest is summed up, and files hold every line.
MOST_LINES = 2000
HEIGHTS = {"A4": 297.0, "Letter": 279.4, "Legal": 355.6}
MARGINS, FOOT, SMALL_HEAD, LETTERHEAD = 18.0, 9.0, 8.0, 80.0
BANK = 38.0
# What a printer's rounding may take from a page.
SLACK = 6.0


class CustomerZoneStatement(models.AbstractModel):
    _name = "customer.zone.statement"
    _description = "Statement of Account"

    @api.model
    def _zone_statement_pdf(self, customer, company, ask):
        """Return a statement of account as a PDF with the company's letterhead.

        Who may see it has been decided by the caller. The language is the one of the
        environment. At most `MOST_LINES` lines per currency are printed.

        :param customer: `res.partner`; a contact stands for its commercial entity
        :param company: `res.company`
        :param ask: `Ask`; its page is left out of account
        :rtype: bytes
        :raise EngineBusyError: when as many PDFs as may be are being made already
        """
        take_slot(self.env)
        sheet = self._sheet(customer, company, ask)
        sheet["zoom"] = engine_zoom(functools.partial(self._print, company, "A4"))
        html = self.env["ir.qweb"]._render("customer_zone.statement_sheet", sheet)
        content = self._print(company, sheet["size"], f"<!DOCTYPE html>{html}")
        if page_count(content) != len(sheet["pages"]):
            _logger.error(
                "Statement: %s pages were laid out, the PDF has %s",
                len(sheet["pages"]),
                page_count(content),
            )
        return content

    @api.model
    def _zone_statement_name(self, customer, ask, ending, what=""):
        """Return the name of a statement's file, such as `Statement C00412 2026-11-16`.

        :param str ending: `pdf`, `csv`, `xlsx` or `zip`
        :param str what: the first words of the name; "Statement" by default
        """
        customer = customer.commercial_partner_id
        who = re.sub(r"[^\w.-]+", " ", customer.ref or customer.name or "").strip()
        return f"{what or self.env._('Statement')} {who} {ask.date_to}.{ending}"

    def _print(self, company, size, html):
        """Return the PDF of a complete HTML page."""
        # Which program makes PDFs, and how, is no business of the reader's rights.
        reports_sudo = self.env["ir.actions.report"].sudo().with_company(company)
        reports_sudo = reports_sudo.with_context(customer_zone_sheet=size)
        return reports_sudo._run_wkhtmltopdf([html])

    def _sheet(self, customer, company, ask):
        """Return what the sheet's template prints."""
        # Visitors have no rights on companies; the letterhead is on every document.
        company, customer = company.sudo(), customer.sudo()
        statement = self._bounded(customer, company, ask)
        writing = Writing(self.env)
        ids = [one.figures.currency_id for one in statement.sections]
        currencies = self.env["res.currency"].browse(ids)
        is_open = ask.kind is Kind.OPEN
        sections = [
            Section(
                self.env, one, writing, currency.full_name or currency.name, is_open
            )
            for one, currency in zip(statement.sections, currencies, strict=True)
        ]
        head = letterhead_of(company, customer, currencies)
        size = company.paperformat_id.format
        size = size if size in HEIGHTS else "A4"
        room = HEIGHTS[size] - MARGINS - SLACK - FOOT
        tail = [("bank", BANK)] if head.banks else []
        pages = lay_out(sections, room - LETTERHEAD, room - SMALL_HEAD, tail)
        return {
            "ask": ask,
            "head": head,
            "is_open": is_open,
            "pages": pages,
            "rows_html": rows_html,
            "page_height": room + FOOT,
            "sections": sections,
            "size": size,
            "day": writing.day(ask.date_to),
            "first_day": writing.day(ask.date_from),
        }

    def _bounded(self, customer, company, ask):
        """Return the statement with the newest movements, or the oldest open items."""
        ask = replace(ask, offset=0, limit=MOST_LINES)
        statement = build_statement(customer, company, ask)
        if ask.kind is Kind.OPEN:
            return statement
        sections = []
        for section in statement.sections:
            if section.line_count > MOST_LINES:
                newest = replace(
                    ask,
                    currency_id=section.figures.currency_id,
                    offset=section.line_count - MOST_LINES,
                )
                (section,) = build_statement(customer, company, newest).sections
            sections.append(section)
        return replace(statement, sections=tuple(sections))
