from odoo import http

from ..page.answers import for_visitor, page
from ..page.formats import Formats
from ..page.kinds import READING
from ..page.planner import expect_few_rows
from ..pay.late import read_late
from ..pay.offers import served_currencies
from ..payments.matches import open_pages
from ..payments.on_its_way import find_on_its_way, read_on_its_way, sums
from ..visit.visitor import RefusedError
from . import todo as doing
from .figures import (
    find_lately,
    read_last_payment,
    read_moved,
    read_standing,
    tab_path,
)


class ZoneOverview(http.Controller):
    """The Overview tab: where the customer stands and what to do next."""

    @http.route("/zone/<string:visitor>/overview", **READING)
    @for_visitor
    def zone_overview(self, visitor):
        """Show balance, figures, what to do next, ageing and the last movements."""
        if not (visitor.sees_list and visitor.sees_account):
            raise RefusedError()
        expect_few_rows(visitor.env)
        formats = Formats(visitor.env, visitor.company.currency_id)
        waiting = find_on_its_way(visitor)
        newest, last_payment = find_lately(visitor)
        # Together, so that their pages are found in one query.
        newest_ids = {movement.move_id for movement in newest}
        pages = open_pages(visitor, newest_ids.union(waiting.invoice_ids.ids))
        coming = read_on_its_way(waiting, pages, formats)
        standing = read_standing(visitor, formats)
        served = served_currencies(visitor)
        late = read_late(visitor, formats, coming, served)
        return page(
            visitor,
            "customer_zone.overview",
            tab="overview",
            standing=standing,
            coming=coming,
            coming_sums=sums(coming, formats),
            button=doing.main_button(visitor, standing, late, formats, served),
            todos=doing.read_todos(visitor, late, coming, formats),
            more_late=doing.more_late(late),
            lately=read_moved(visitor, newest, pages, formats),
            last_payment=read_last_payment(last_payment, formats),
            statement_url=tab_path(visitor, "statement"),
        )
