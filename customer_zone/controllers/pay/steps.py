from odoo.fields import Command
from odoo.http import request

from ..core.routes_payment import ZonePaymentPortal
from ..invoices.status import closed_reason
from ..page.answers import page
from ..page.formats import Formats
from ..visit.visitor import RefusedError
from .choices import NET, AmountError, named_choice, net_choice
from .offers import nothing_offered, single_offer
from .payment_form import form_values
from .settling import preview


class ZonePaySteps(ZonePaymentPortal):
    """What the pages of a payment have in common; the addresses are in ``routes``."""

    def _zone_start(self, visitor, wish, chosen, provider_id, method_id, flow):
        """Create the transaction behind the one gate and return it with its values.

        :return: (payment.transaction in sudo, values for the browser)
        :raise ValidationError: with a sentence for the payer; nothing was created
        """
        invoices = wish.invoices
        # Until when a discount runs is decided by the day it is for the payer, in
        # the gate as on the page.
        request.update_context(tz=visitor.env.context["tz"])
        # A provider may refuse at the very end: no payment is left begun by it.
        with request.env.cr.savepoint():
            transaction_sudo = self._create_transaction(
                provider_id=provider_id,
                payment_method_id=method_id,
                token_id=None,
                amount=chosen.amount,
                currency_id=invoices.currency_id.id,
                partner_id=invoices[0].partner_id.id,
                flow=flow,
                tokenization_requested=False,
                landing_route=f"{visitor.path}/pay/0",
                custom_create_values={"invoice_ids": [Command.set(invoices.ids)]},
                reference_prefix=_reference_prefix(invoices),
                zone_again=wish.again,
                zone_net=chosen.is_net,
            )
            # The page to return to carries the number, known only now.
            transaction_sudo.landing_route = f"{visitor.path}/pay/{transaction_sudo.id}"
            events = request.env["customer.zone.event"]
            for invoice in invoices:
                events._record(visitor.event_values, "pay_start", move=invoice)
            return transaction_sudo, transaction_sudo._get_processing_values()

    def _zone_chosen(self, visitor, wish):
        """Return the choice, ``None`` when this visitor can pay nothing here.

        :raises AmountError: for a part amount that cannot be paid
        :raises RefusedError: for the credit of an account the visitor does not see
        """
        if wish.choice == NET and not visitor.sees_account:
            raise RefusedError()
        if not visitor.may_pay or wish.invoices._zone_together_refusal():
            return None
        for invoice in wish.invoices:
            may_restart = wish.again and invoice._zone_may_start_again()
            if not (may_restart or invoice._has_to_be_paid()):
                return None
        return named_choice(wish.invoices, wish.choice, wish.typed)

    def _zone_check_page(self, visitor, wish, is_changed=False):
        """Answer the confirmation page, or why nothing can be paid."""
        invoices = wish.invoices
        try:
            chosen = self._zone_chosen(visitor, wish)
        except AmountError as error:
            return self._zone_part_page(visitor, wish, str(error) if wish.typed else "")
        own = self._zone_own_transaction_ids()
        refusal = chosen and invoices._zone_payment_refusal(
            chosen.amount, invoices.currency_id, own, wish.again, chosen.is_net
        )
        if refusal or not chosen:
            return self._zone_closed_page(visitor, wish, refusal)
        offer = single_offer(invoices, chosen.amount)
        values = {} if offer else self._zone_form_values(visitor, wish, chosen)
        if not offer and not values["payment_methods_sudo"]:
            return self._zone_closed_page(visitor, wish, nothing_offered(invoices))
        formats = Formats(visitor.env, visitor.company.currency_id)
        return page(
            visitor,
            "customer_zone.pay_check",
            http_status=409 if is_changed else 200,
            selection=wish.selection,
            wish=wish,
            chosen=chosen,
            preview=preview(visitor, invoices, chosen, formats),
            offer=offer,
            is_changed=is_changed,
            provider_name=offer.provider.name if offer else "",
            part_limits=invoices._zone_part_limits(),
            net=None if chosen.is_net else _net_offer(visitor, invoices),
            **values,
        )

    def _zone_part_page(self, visitor, wish, error):
        """Answer the page that asks for a part amount.

        :param str error: what is wrong with the one that was typed, ``""`` for none
        """
        return page(
            visitor,
            "customer_zone.pay_part",
            http_status=422 if error else 200,
            selection=wish.selection,
            wish=wish,
            error=error,
            limits=wish.invoices._zone_part_limits(),
        )

    def _zone_form_values(self, visitor, wish, chosen):
        """Return what core's payment form needs, without any stored card."""
        route = f"{visitor.path}/pay/transaction/{wish.selection.key}/{chosen.key}"
        return form_values(
            wish.invoices,
            chosen.amount,
            wish.invoices[0].partner_id,
            f"{route}?again=1" if wish.again else route,
            f"{visitor.path}/pay/0",
        )

    def _zone_closed_page(self, visitor, wish, reason=""):
        """Answer that nothing can be paid now, with the reason in plain words."""
        env, invoices = visitor.env, wish.invoices
        may_restart = False
        if not visitor.may_pay:
            reason = env._("You are signed in as staff. Only the customer pays here.")
        elif not wish.again and not invoices._zone_together_refusal():
            total = sum(invoices.mapped("amount_residual"))
            may_restart = not invoices._zone_payment_refusal(
                total, invoices.currency_id, self._zone_own_transaction_ids(), True
            )
        formats = Formats(env, visitor.company.currency_id)
        return page(
            visitor,
            "customer_zone.pay_closed",
            http_status=409,
            selection=wish.selection,
            wish=wish,
            may_restart=may_restart,
            reason=reason or closed_reason(invoices, formats, visitor),
        )


def _net_offer(visitor, invoices):
    """Return the choice with the credit taken off, ``None`` where it is not offered."""
    return net_choice(invoices) if visitor.sees_account else None


def _reference_prefix(invoices):
    """Return what the reference of a payment of several invoices begins with."""
    oldest = min(invoices, key=lambda invoice: (invoice.invoice_date_due, invoice.id))
    return f"{oldest.name}+{len(invoices) - 1}"
