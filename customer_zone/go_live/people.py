"""Is the zone on, and for whom?"""

from .finding import look, ok, stop


def zone_is_on(company):
    """Look at the switch of the company, and at what kind of database this is."""
    env = company.env
    if env["customer.zone.link"]._is_neutralized():
        return stop(
            env._("This database is a neutralised copy: no e-mailed link opens here.")
        )
    if not company.customer_zone_enabled:
        return stop(env._("The Customer Zone of this company is switched off."))
    return ok(env._("The Customer Zone is switched on."))


def customers_are_allowed(company):
    """Count the customers who may view their invoices online."""
    env = company.env
    partners = env["res.partner"].with_company(company)
    allowed = partners.search_count(
        [("customer_zone_allowed", "=", True), ("parent_id", "=", False)]
    )
    if allowed:
        return ok(env._("Customers allowed: %(count)s.", count=allowed))
    if company.customer_zone_new_customers:
        return look(
            env._("No customer is allowed yet; new customers will be, by themselves.")
        )
    return stop(env._("No customer is allowed yet: nobody gets a link."))


def seller_has_address(company):
    """Look whether customers are told how to reach the seller."""
    env = company.env
    missing = [
        company._fields[name]._description_string(env)
        for name in ("email", "phone")
        if not company[name]
    ]
    if not company.email:
        return stop(
            env._(
                "The company has no e-mail address: e-mails have no proper sender, "
                "and customers cannot ask."
            )
        )
    if missing:
        return look(
            env._("Customers cannot ring you: the company has no phone number.")
        )
    return ok(
        env._(
            "Customers see %(email)s and %(phone)s.",
            email=company.email,
            phone=company.phone,
        )
    )
