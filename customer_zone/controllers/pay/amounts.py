"""Amounts a person types, read strictly: what is not plainly an amount is none."""

import re

# Between groups of three digits, besides what the language uses.
SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
CANONICAL = re.compile(r"(\d{1,12})(?:\.(\d{1,6}))?", re.ASCII)


def read_typed(text, currency, lang):
    """Return a typed amount in the currency, ``None`` when it is not one.

    Only digits, groups of three and one decimal mark as the language writes them,
    with no more decimals than the currency has. No sign, exponent or currency mark.

    :param str text: what was typed
    :param lang: the ``res.lang`` data of the page
    """
    separators = SPACES + (lang.thousands_sep or "")
    points = {lang.decimal_point, "."} - {lang.thousands_sep}
    whole = rf"\d{{1,12}}|\d{{1,3}}(?:[{re.escape(separators)}]\d{{3}}){{1,3}}"
    point = re.escape("".join(sorted(points)))
    typed = re.fullmatch(
        rf"({whole})(?:[{point}](\d+))?", (text or "").strip(), re.ASCII
    )
    if not typed:
        return None
    digits = "".join(filter(str.isdigit, typed.group(1)))
    return _join(digits, typed.group(2) or "", currency)


def read_canonical(text, currency):
    """Return an amount written by us, such as ``500.00``, ``None`` for other text."""
    written = CANONICAL.fullmatch(text)
    if not written:
        return None
    return _join(written.group(1), written.group(2) or "", currency)


def _join(whole, decimals, currency):
    """Return digits before and after the mark as one amount of the currency."""
    places = currency.decimal_places
    if len(decimals) > places:
        return None
    return currency.round(int(whole + decimals.ljust(places, "0")) / 10**places)
