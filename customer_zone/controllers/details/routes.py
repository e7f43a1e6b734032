from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..page.answers import for_visitor, page, plain_page
from ..page.formats import Formats
from ..page.kinds import FORM, READING, SMALL_FORM
from ..visit import browser
from ..visit.visitor import RefusedError
from . import asked as details_asked
from . import form as details_form
from . import page as reading
from . import parts as details_parts


class ZoneDetails(CustomerPortal):
    """My Details: what is on file, asking for a change, the visitor's own access.

    Of core's portal only the rules for addresses are used.
    """

    @route("/zone/<string:visitor>/details", **READING)
    @for_visitor
    def zone_details(self, visitor):
        """Show what is on file, what waits for an answer, and who has access."""
        _check_open(visitor)
        formats = Formats(visitor.env, visitor.company.currency_id)
        sections = reading.sections_of(visitor)
        waiting, history = details_asked.read_asked(visitor, formats)
        return page(
            visitor,
            "customer_zone.details",
            tab="details",
            sections=sections,
            blocks=reading.read_blocks(visitor, _targets(visitor), sections),
            waiting=waiting,
            history=history,
            holders=reading.read_holders(visitor, formats),
            links=reading.read_links(visitor, formats),
            last_use=reading.read_last_use(visitor, formats),
            salesperson=_salesperson(visitor),
        )

    @route("/zone/<string:visitor>/details/change", **READING)
    @for_visitor
    def zone_details_form(self, visitor):
        """Show the form, with what the visitor already waits for filled in."""
        targets, current = _form_basis(visitor)
        typed = details_form.Typed(details_form.with_waiting(visitor, current))
        return _form_page(visitor, targets, current, typed)

    @route(
        "/zone/<string:visitor>/details/change", **FORM, max_content_length=64 * 1024
    )
    @for_visitor
    def zone_details_ask(self, visitor, **form):
        """Store the request; what cannot be stored comes back as it was typed."""
        targets, current = _form_basis(visitor)
        typed = details_form.read_typed(current, form)
        details_form.check(self, visitor, targets, current, typed)
        if typed.problems:
            return _form_page(visitor, targets, current, typed, http_status=422)
        changes = details_form.changes_of(current, typed, targets)
        if not changes:
            problem = visitor.env._("Nothing differs from what we have on file.")
            return _form_page(visitor, targets, current, typed, problem, 422)
        requests = request.env["customer.zone.change.request"]
        if not requests._zone_may_submit(visitor.event_values):
            problem = visitor.env._(
                "You asked for several changes today. Please try again tomorrow."
            )
            return _form_page(visitor, targets, current, typed, problem, 429)
        requests._zone_submit(visitor.event_values, changes, typed.note)
        return request.redirect(f"{visitor.base}/details", code=303)

    @route("/zone/<string:visitor>/details/check", **FORM, max_content_length=64 * 1024)
    @for_visitor
    def zone_details_check(self, visitor, **form):
        """Tell the page what is wrong with what was typed so far; store nothing."""
        targets, current = _form_basis(visitor)
        typed = details_form.read_typed(current, form)
        details_form.check(self, visitor, targets, current, typed)
        return request.make_json_response(
            {f"{key}_{name}": text for (key, name), text in typed.problems.items()}
        )

    @route("/zone/<string:visitor>/details/withdraw", **SMALL_FORM)
    @for_visitor
    def zone_details_withdraw(self, visitor):
        """Take back what the visitor asked for, if it still waits."""
        _check_open(visitor)
        if visitor.is_staff:
            raise RefusedError()
        requests = request.env["customer.zone.change.request"]
        requests._zone_of(visitor.event_values)._zone_withdraw()
        return request.redirect(f"{visitor.base}/details", code=303)

    @route("/zone/<string:visitor>/details/stop", **SMALL_FORM)
    @for_visitor
    def zone_details_stop(self, visitor):
        """Withdraw every link the visitor holds to this customer's documents."""
        _check_open(visitor)
        if visitor.is_staff:
            raise RefusedError()
        links = visitor.env["customer.zone.link"]._zone_links_of(
            visitor.company, visitor.customer, visitor.recipient
        )
        links._withdraw()
        if not visitor.link:
            return request.redirect(f"{visitor.base}/details", code=303)
        browser.forget(visitor.link)
        return plain_page(visitor.company, "customer_zone.details_stopped")


def _check_open(visitor):
    """Refuse visitors without the account history.

    :raises RefusedError: as for a page that does not exist
    """
    if not (visitor.sees_list and visitor.history):
        raise RefusedError()


def _targets(visitor):
    requests = visitor.env["customer.zone.change.request"]
    return requests._zone_targets(visitor.customer, visitor.recipient)


def _form_basis(visitor):
    """Return ``(targets, what is on file)`` of the sections open to this visitor.

    :raises RefusedError: when nothing in them can be typed into
    """
    _check_open(visitor)
    sections = reading.sections_of(visitor)
    targets = _targets(visitor)
    current = details_form.current_values(visitor, targets, sections)
    if not any(current.values()):
        raise RefusedError()
    return targets, current


def _form_page(visitor, targets, current, typed, problem="", http_status=200):
    parts = details_parts.build_parts(visitor, targets, current, typed)
    return page(
        visitor,
        "customer_zone.details_form",
        http_status=http_status,
        tab="details",
        parts=parts,
        typed=typed,
        problem=problem,
        problems=details_parts.list_problems(visitor.env, parts, typed),
    )


def _salesperson(visitor):
    """Return the customer's salesperson, while they work for the seller."""
    user = visitor.customer.user_id
    return user if user.active and not user.share else user.browse()
