"""Secrets that must not be in the repository: keys, tokens, card numbers.

What only looks like one is made up and says so: a GUID of repeated figures, a test card
of the simulator, or a line of ``ALLOWED``.
"""

import re

from .paths import ROOT

# File -> why what it holds is no secret.
ALLOWED = {
    "tests/fixtures/tls/loopback.pem": "key of a certificate for 127.0.0.1 in tests",
    "tests/fixtures/tls/expired.pem": "key of a certificate that has run out, in tests",
}
# Checksums only.
NOT_READ = re.compile(r"(\.lock|package-lock\.json|\.png|\.ico|\.svg|\.woff2?)$")
# The vendor key that the gateway's documents give to everybody, and two made up for
# tests of what is scrubbed.
PUBLIC_GUIDS = {
    "24ade73c-98cf-47b3-99be-cc7b867b3080",
    "0f8fad5b-d9cb-469f-a165-70867728950e",
    "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
}
# Cards that pay nothing: of the simulator, and those printed in gateways' documents.
TEST_CARDS = re.compile(r"40{11}\d{4}|4111111111111111|5[1-5]0+\d{0,4}")

PATTERNS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "a cloud key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of a service": re.compile(
        r"\b(?:gh[pousr]_[0-9A-Za-z]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}"
        r"|xox[abprs]-[\w-]{20,}|sk_live_\w{16,}|pypi-AgE\w{30,}|npm_\w{30,})"
    ),
    "a password in an address": re.compile(r"\b\w+://[^/\s:@{}]+:[^/\s:@{}]{6,}@\w"),
    "a signed token": re.compile(r"\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}"),
}
GUID = re.compile(
    r"(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])",
    re.I,
)
CARD = re.compile(r"(?<![\w.-])(?:\d[ -]?){12,18}\d(?![\w.-])")


def complaints(files):
    """Return one line per secret in these files; the secret itself is not shown."""
    found = []
    for name in files:
        if name in ALLOWED or NOT_READ.search(name):
            continue
        text = (ROOT / name).read_bytes().decode("utf-8", "replace")
        found += complaints_about(name, text)
    return found


def complaints_about(name, text):
    """Return the complaints about one text."""
    return [
        f"{name}:{number}: this looks like {what}"
        for number, line in enumerate(text.splitlines(), 1)
        for what in _secrets_in(line)
    ]


def _secrets_in(line):
    """Yield what kinds of secret one line seems to hold."""
    for what, pattern in PATTERNS.items():
        if pattern.search(line):
            yield what
    if any(not _is_made_up(guid.lower()) for guid in GUID.findall(line)):
        yield "a key of the gateway"
    if any(_is_real_card(number) for number in CARD.findall(line)):
        yield "a card number"


def _is_made_up(guid):
    """Tell whether nobody could have been given this key."""
    groups = guid.split("-")
    plain = sum(len(set(group)) <= 2 for group in groups)
    return guid in PUBLIC_GUIDS or plain >= 3


def _is_real_card(text):
    """Tell whether the digits are a card number and not a known test card."""
    digits = re.sub(r"\D", "", text)
    if len(set(digits)) <= 2 or digits[0] not in "3456" or TEST_CARDS.fullmatch(digits):
        return False
    return _luhn(digits)


def _luhn(digits):
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 * (doubled > 9)
    return total % 10 == 0
