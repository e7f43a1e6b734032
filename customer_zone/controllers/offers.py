"""Which providers and methods a payer may use for an amount of an invoice."""

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Offer:
    """One provider with one of its payment methods, both in sudo mode."""

    provider: object
    method: object


def open_options(invoice, amount):
    """Return ``(providers, methods)`` that are on offer, both in sudo mode.

    :param float amount: in the currency of the invoice
    """
    # Payers have no rights on providers; only what is on offer leaves here.
    providers_sudo = invoice.env["payment.provider"].sudo()
    return providers_sudo._zone_payment_options(
        invoice.company_id, invoice.partner_id, amount, invoice.currency_id
    )


def single_offer(invoice, amount):
    """Return the one offer when there is nothing to choose, else ``None``.

    One provider with one method, and the payer is taken to the provider's own
    pages: then the zone needs no script and asks no question.
    """
    providers, methods = open_options(invoice, amount)
    if len(providers) != 1 or len(methods) != 1:
        return None
    redirects = providers._get_redirect_form_view()
    if not redirects or (
        providers.inline_form_view_id and providers._should_build_inline_form()
    ):
        return None
    return Offer(providers, methods)
