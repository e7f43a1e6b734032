from odoo import http
from odoo.exceptions import ValidationError
from odoo.http import request

from ..page.answers import for_visitor, for_visitor_json
from ..page.kinds import CURRENT, FORM, PAYMENT_FORM
from .choices import AmountError
from .offers import single_offer
from .payment_form import check_amount, continue_page, read_sent
from .selection import (
    NothingTickedError,
    Wish,
    select_named,
    select_one,
    select_sent,
)
from .steps import ZonePaySteps


class ZonePay(ZonePaySteps):
    """The three steps: check what is paid, start the payment, continue to it."""

    @http.route("/zone/<string:visitor>/invoices/<int:invoice_id>/pay", **CURRENT)
    @for_visitor
    def zone_pay_check(self, visitor, invoice_id, choice="", amount="", again=""):
        """Show what would be paid, to whom and with whom. Nothing is written."""
        selection = select_one(visitor, invoice_id)
        wish = Wish(selection, choice, amount, again == "1")
        return self._zone_check_page(visitor, wish)

    @http.route("/zone/<string:visitor>/invoices/<int:invoice_id>/pay", **FORM)
    @for_visitor
    def zone_pay_start(self, visitor, invoice_id, choice="", stamp="", again=""):
        """Start the payment and show the page that leads to the provider.

        The amount is taken from the books; ``stamp`` only proves that the payer saw
        this very amount. Each call starts a payment of its own, because a provider
        may accept a reference only once.
        """
        selection = select_one(visitor, invoice_id)
        wish = Wish(selection, choice, again=again == "1")
        return self._zone_begin(visitor, wish, stamp)

    @http.route("/zone/<string:visitor>/pay", **CURRENT)
    @for_visitor
    def zone_pay_several(self, visitor, choice="", amount="", again="", **_names):
        """Show what paying the ticked invoices, or all of them, would settle."""
        try:
            selection = select_sent(visitor, request.httprequest.args)
        except NothingTickedError:
            return request.redirect(f"{visitor.base}/invoices?tick=none", code=303)
        wish = Wish(selection, choice or "all", amount, again == "1")
        return self._zone_check_page(visitor, wish)

    @http.route("/zone/<string:visitor>/pay", **FORM)
    @for_visitor
    def zone_pay_several_start(self, visitor, choice="", stamp="", again="", **_names):
        """Start one payment of several invoices, as ``zone_pay_start`` does of one."""
        try:
            selection = select_sent(visitor, request.httprequest.form)
        except NothingTickedError:
            return request.redirect(f"{visitor.base}/invoices?tick=none", code=303)
        wish = Wish(selection, choice or "all", again=again == "1")
        return self._zone_begin(visitor, wish, stamp)

    @http.route(
        "/zone/<string:visitor>/pay/transaction/<string:selection>/<string:choice>",
        **PAYMENT_FORM,
    )
    @for_visitor_json
    def zone_pay_transaction(self, visitor, selection, choice, **form):
        """Start the payment for core's payment form; return its processing values.

        :raise ValidationError: with a sentence for the payer; nothing was created
        """
        sent = read_sent(form)
        again = request.httprequest.args.get("again") == "1"
        wish = self._zone_wish_named(visitor, selection, choice, again)
        chosen = self._zone_chosen_now(visitor, wish)
        check_amount(form, chosen)
        _transaction, values = self._zone_start(visitor, wish, chosen, *sent)
        return values

    def _zone_wish_named(self, visitor, selection, choice, again):
        """Return the wish an address of the JSON route names."""
        try:
            return Wish(select_named(visitor, selection), choice, again=again)
        except NothingTickedError as nothing:
            raise ValidationError(request.env._("Nothing is ticked.")) from nothing

    def _zone_chosen_now(self, visitor, wish):
        """Return the choice as it is on offer now, ``None`` when it no longer is."""
        try:
            return self._zone_chosen(visitor, wish)
        except AmountError:
            return None

    def _zone_begin(self, visitor, wish, stamp):
        """Start the payment the payer saw, or show what has changed meanwhile."""
        chosen = self._zone_chosen_now(visitor, wish)
        if not chosen or chosen.stamp != stamp:
            return self._zone_check_page(visitor, wish, is_changed=True)
        offer = single_offer(wish.invoices, chosen.amount)
        if not offer:
            return self._zone_check_page(visitor, wish)
        try:
            transaction, values = self._zone_start(
                visitor, wish, chosen, offer.provider.id, offer.method.id, "redirect"
            )
        except ValidationError as error:
            return self._zone_closed_page(visitor, wish, error.args[0])
        return continue_page(
            visitor,
            "customer_zone.pay_continue",
            transaction,
            values,
            selection=wish.selection,
        )
