from odoo import http

from . import browser
from . import overview_todo as doing
from .answers import for_visitor, page
from .formats import Formats
from .on_its_way import read_on_its_way, sums
from .overview_figures import read_lately, read_standing, tab_path
from .visitor import RefusedError


class ZoneOverview(http.Controller):
    """The Overview tab: where the customer stands and what to do next."""

    # Public: whoever visits is resolved from the session's grant or sign-in.
    @http.route(
        "/zone/<string:visitor>/overview",
        type="http",
        auth="public",
        methods=["GET"],
        csrf=True,
        save_session=True,
        website=True,
        sitemap=False,
        readonly=browser.may_read_replica,
    )
    @for_visitor
    def zone_overview(self, visitor):
        """Show balance, figures, what to do next, ageing and the last movements."""
        if not (visitor.sees_list and visitor.sees_account):
            raise RefusedError()
        formats = Formats(visitor.env, visitor.company.currency_id)
        coming = read_on_its_way(visitor, formats)
        standing = read_standing(visitor, formats)
        late = doing.read_late(visitor, formats, coming)
        lately, last_payment = read_lately(visitor, formats)
        return page(
            visitor,
            "customer_zone.overview",
            tab="overview",
            standing=standing,
            coming=coming,
            coming_sums=sums(coming, formats),
            button=doing.main_button(visitor, standing, late, formats),
            todos=doing.read_todos(visitor, late, coming, formats),
            lately=lately,
            last_payment=last_payment,
            statement_url=tab_path(visitor, "statement"),
        )
