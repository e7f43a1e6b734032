"""Can customers pay, and where does the money go?"""

from collections import defaultdict

from odoo.fields import Domain
from odoo.tools import str2bool

from .finding import look, ok, stop

# Its payments are only promised; the money comes by bank and not by a provider.
PROMISED = "custom"


def payments_are_on(company):
    """Look at Odoo's own switch for paying invoices online."""
    env = company.env
    key = "account_payment.enable_portal_payment"
    if str2bool(env["ir.config_parameter"].get_param(key), False):
        return ok(env._("Invoices can be paid online."))
    return stop(
        env._(
            'Paying invoices online is switched off: tick "Invoice Online Payment" '
            "in the settings of Invoicing."
        )
    )


def provider_is_ready(company):
    """Look for a payment provider which customers can use."""
    env = company.env
    on_offer = _on_offer(company)
    if not on_offer:
        return stop(
            env._(
                "No payment provider is both enabled and published: customers can view "
                "invoices but not pay them."
            )
        )
    names = ", ".join(on_offer.mapped("name"))
    in_test = on_offer.filtered(lambda provider: provider.state == "test")
    if in_test:
        return look(
            env._(
                "In test mode, no money moves: %(names)s.",
                names=", ".join(in_test.mapped("name")),
            )
        )
    return ok(env._("On offer: %(names)s.", names=names))


def methods_differ(company):
    """Look for payment methods which customers would be offered twice."""
    env = company.env
    offering = defaultdict(list)
    for provider in _on_offer(company):
        for method in provider.payment_method_ids:
            if method.active and method.is_primary:
                offering[method.name].append(provider.name)
    twice = {name: who for name, who in offering.items() if len(who) > 1}
    if not twice:
        return ok(env._("No payment method is offered by two providers."))
    return look(
        env._(
            "Customers have to choose between providers for the same method: "
            "%(methods)s.",
            methods="; ".join(
                f"{name} ({', '.join(who)})" for name, who in twice.items()
            ),
        )
    )


def journal_is_set(company):
    """Look where the receipts of each provider are booked."""
    env = company.env
    providers = _on_offer(company).filtered(lambda one: one.code != PROMISED)
    # Read from the lines: the provider's own field books a line where none is.
    lines = env["account.payment.method.line"].search(
        [("payment_provider_id", "in", providers.ids), ("journal_id", "!=", False)]
    )
    without = providers - lines.payment_provider_id
    if without:
        return stop(
            env._(
                "No payment journal: %(names)s. Receipts cannot be booked.",
                names=", ".join(without.mapped("name")),
            )
        )
    if not providers:
        return ok(env._("No provider needs a payment journal."))
    booked = {line.payment_provider_id: line.journal_id for line in lines}
    return ok(
        ", ".join(
            f"{provider.name}: {journal.display_name}"
            for provider, journal in booked.items()
        )
    )


def _on_offer(company):
    """Return the company's providers that customers see."""
    domain = Domain("state", "in", ["enabled", "test"])
    domain &= Domain("is_published", "=", True)
    domain &= Domain("company_id", "parent_of", company.id)
    return company.env["payment.provider"].search(domain)
