"""Tax and registration numbers as customers type them."""

import re

from odoo.exceptions import ValidationError

# Countries whose tax numbers are of one form that Odoo does not know about: a South
# African VAT vendor number has ten digits, the first of them 4.
TAX_NUMBERS = {"ZA": re.compile(r"4\d{9}")}
REGISTRATION = re.compile(r"[0-9A-Za-z][0-9A-Za-z /.-]{2,30}")


def check_numbers(env, customer, typed):
    """Note what is wrong with the numbers; write the tax number as core writes it.

    :param customer: commercial `res.partner` record
    :param typed: :class:`~.form.Typed`
    """
    part = typed.values["company"]
    registration = part.get("company_registry")
    if registration and not REGISTRATION.fullmatch(registration):
        typed.problems["company", "company_registry"] = env._(
            "Please write a registration number, for example 2009/118842/23."
        )
    problem = _tax_problem(env, customer, part)
    if problem:
        typed.problems["company", "vat"] = problem


def _tax_problem(env, customer, part):
    """Return what is wrong with the tax number, in core's own words where it knows."""
    if not part.get("vat"):
        return ""
    country = customer.country_id
    pattern = TAX_NUMBERS.get(country.code)
    if pattern and not pattern.fullmatch(part["vat"].replace(" ", "")):
        return env._("A South African VAT number has 10 digits and begins with 4.")
    try:
        # The rule is core's, the country the customer's own.
        part["vat"], _code = env["res.partner"]._run_vat_checks(
            country, part["vat"], partner_name=customer.name
        )
    except ValidationError as error:
        return " ".join(str(error).split())
    return ""
