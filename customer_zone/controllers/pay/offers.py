"""Which providers and methods a payer may use for an amount."""

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Offer:
    """One provider with one of its payment methods, both in sudo mode."""

    provider: object
    method: object


@dataclass(frozen=True)
class Served:
    """Currencies in which anything can be paid online; ``ids`` is None for all."""

    ids: frozenset | None

    def __contains__(self, currency):
        """Return whether a ``res.currency`` is one of them."""
        return self.ids is None or currency.id in self.ids


def served_currencies(visitor):
    """Return the currencies this visitor can pay in, in the same two queries always."""
    ids = visitor.env["payment.provider"]._zone_served_currencies(visitor.company)
    return Served(None if ids is None else frozenset(ids))


def open_options(documents, amount):
    """Return ``(providers, methods)`` that are on offer, both in sudo mode.

    :param documents: what one payment is for: one customer, company and currency
    :param float amount: in the currency of the documents
    """
    # Payers have no rights on providers; only what is on offer leaves here.
    providers_sudo = documents.env["payment.provider"].sudo()
    return providers_sudo._zone_payment_options(
        documents.company_id, documents[0].partner_id, amount, documents.currency_id
    )


def single_offer(documents, amount):
    """Return the one offer when there is nothing to choose, else ``None``.

    One provider with one method, and the payer is taken to the provider's own
    pages: then the zone needs no script and asks no question.
    """
    return only_offer(*open_options(documents, amount))


def only_offer(providers, methods):
    """Return the one of these offers when there is nothing to choose, else ``None``."""
    if len(providers) != 1 or len(methods) != 1:
        return None
    redirects = providers._get_redirect_form_view()
    if not redirects or (
        providers.inline_form_view_id and providers._should_build_inline_form()
    ):
        return None
    return Offer(providers, methods)


def nothing_offered(documents):
    """Return why an amount cannot be paid online when no provider takes it."""
    currency = documents.currency_id
    return documents.env._(
        "Amounts in %(currency)s cannot be paid online. Pay by EFT, or contact us.",
        currency=currency.name,
    )
