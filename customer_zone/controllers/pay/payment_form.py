"""Core's payment form and the provider's own form, for any document that is paid."""

from typing import NamedTuple

from odoo.exceptions import ValidationError
from odoo.http import request

from ..page.answers import page
from .offers import open_options
from .redirect_form import continue_form


class Sent(NamedTuple):
    """What core's payment form sent: ids as they came, unchecked."""

    provider_id: object
    method_id: object
    flow: str


# What core's payment form sends; everything else is refused. Of these the zone
# uses the provider, the method and the flow, and compares the amount.
FORM_KEYS = {
    "provider_id",
    "payment_method_id",
    "token_id",
    "amount",
    "flow",
    "tokenization_requested",
    "landing_route",
    "is_validation",
    "csrf_token",
    "access_token",
}


def read_sent(form):
    """Return what core's payment form sent.

    :param dict form: its parameters
    :raise ValidationError: with a sentence for the payer
    """
    if set(form) - FORM_KEYS or form.get("flow") not in ("redirect", "direct"):
        raise ValidationError(request.env._("This way of paying is not offered."))
    return Sent(form.get("provider_id"), form.get("payment_method_id"), form["flow"])


def check_amount(form, chosen):
    """Refuse a form that shows another amount than the one on offer now.

    :param chosen: the choice on offer, ``None`` when nothing can be paid any more
    :raise ValidationError: with a sentence for the payer
    """
    if not chosen or form.get("amount") != chosen.amount:
        raise ValidationError(
            request.env._("The amount has changed. Please load the page again.")
        )


def form_values(documents, amount, partner, transaction_route, landing_route):
    """Return what core's payment form needs, without any stored card.

    :param documents: invoices or one order, of one currency
    :param float amount: in the currency of the documents
    """
    providers, methods = open_options(documents, amount)
    return {
        "mode": "payment",
        "amount": amount,
        "currency": documents.currency_id,
        "partner_id": partner.id,
        "providers_sudo": providers,
        "payment_methods_sudo": methods,
        # Cards on file belong to a signed-in customer, not to a link.
        "tokens_sudo": request.env["payment.token"].sudo(),
        "show_tokenize_input_mapping": dict.fromkeys(providers.ids, False),
        "transaction_route": transaction_route,
        "landing_route": landing_route,
    }


def continue_page(visitor, template, transaction, values, **shown):
    """Answer the page with the provider's own form and a Continue button.

    :param payment.transaction transaction: just created, in sudo
    :param dict values: its processing values
    :param shown: more values for the template
    """
    form = continue_form(values.get("redirect_form_html"))
    if transaction.state in ("error", "cancel") or not form:
        return request.redirect(transaction.landing_route, code=303)
    return page(
        visitor,
        template,
        transaction=transaction,
        provider_name=transaction.provider_id.name,
        form=form,
        **shown,
    )
