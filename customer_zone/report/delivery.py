"""One statement of account on its way to one person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Delivery:
    """Who is sent what, and how it came about.

    :param customer: commercial ``res.partner``
    :param company: ``res.company``
    :param recipient: ``res.partner`` with an e-mail address
    :param ask: ``Ask``; its page is left out of account
    :param how: ``zone``, ``seller`` or ``schedule``
    :param url: address of the button in the mail, ``""`` for none
    :param with_pdf: whether the statement is attached
    :param template: ``mail.template`` of ``res.partner``; empty for the usual one
    :param balances: closing balances as pairs of currency id and ``Decimal``, the
        company's currency first; ``None`` to have them read
    """

    customer: object
    company: object
    recipient: object
    ask: object
    how: str
    url: str = ""
    with_pdf: bool = True
    template: object = None
    balances: list | None = None
