"""Amounts of one currency as HTML, quick enough for hundreds of lines."""

from markupsafe import Markup


class Money:
    """Write amounts of one currency as :meth:`Formats.money` does.

    :param formats: the page's ``Formats``
    :param writing: the page's ``Writing``
    :param currency: ``res.currency`` record
    """

    def __init__(self, formats, writing, currency):
        self.currency = currency
        self._writing = writing
        number = formats.exact(0.0, currency).replace(".", formats.point)
        before, _zero, after = str(formats.money(0.0, currency)).partition(number)
        self._around = before, after

    def __call__(self, amount):
        """Return the ``Decimal`` as safe HTML that never wraps."""
        before, after = self._around
        # All three parts are safe HTML already.
        return Markup(f"{before}{self._writing.html(amount)}{after}")

    def unless_zero(self, amount):
        """Return the same, ``""`` for nothing."""
        return self(amount) if amount else ""

    @property
    def name(self):
        """Return the full name of the currency, such as ``rand``."""
        return self.currency.full_name or self.currency.name
