"""The seller's colour, dark enough to be read on the zone's page ground."""

import re

GROUND = (0xF6, 0xF7, 0xF8)
MIN_CONTRAST = 4.5
STEP = 0.92
HEX_COLOUR = re.compile(r"#([0-9a-f]{6})\Z", re.IGNORECASE)


def readable_brand(colour):
    """Return the colour, darkened until text in it reaches WCAG AA; or ``""``.

    :param colour: ``#rrggbb`` or anything a user typed; not a colour gives ``""``
    :rtype: str
    """
    match = HEX_COLOUR.match((colour or "").strip())
    if not match:
        return ""
    rgb = tuple(bytes.fromhex(match.group(1)))
    while contrast(rgb, GROUND) < MIN_CONTRAST:
        rgb = tuple(int(part * STEP) for part in rgb)
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def contrast(one, other):
    """Return the WCAG 2 contrast ratio of two colours (1 to 21).

    Formula: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(rgb):
    linear = [_linear(part / 255) for part in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
