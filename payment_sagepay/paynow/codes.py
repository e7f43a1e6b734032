"""Code tables of the protocol, each with where it is published.

Recorded November 2026. Unknown codes are normal everywhere: look up with ``get``.
"""

# https://api.netcash.co.za/inbound-payments/pay-now/accept-response/ (1-7, and 8-10
# in its newer revision; the same on .../pay-now/redirect-response)
METHOD_NAMES = {
    1: "Credit card",
    2: "Bank EFT",
    3: "Retail (cash)",
    4: "Instant EFT (Ozow)",
    5: "MasterPass",
    6: "Visa Click to Pay",
    7: "Scan to Pay",
    8: "Mobicred",
    9: "Payflex",
    10: "Flash 1Voucher",
}

# Same page: the result of these comes hours or days after the payer chose them.
OFFLINE_METHODS = frozenset({2, 3})

# Words looked for in Reason, case-insensitively; observed in official plugins
# (netcash/paynow-php Response.php, PayNow-CSCart4). "canceled" is our precaution.
PENDING_WORDS = ("pending",)
CANCELLED_WORDS = ("cancelled", "canceled")
DECLINED_WORDS = ("declined",)

# Trace of a status reply that knows no such trace; observed in public integrations.
UNKNOWN_TRACE = "0.0"

# https://api.netcash.co.za/standard-integration/netconnector-setup/ (for integrators
# without a vendor agreement)
DEFAULT_VENDOR_KEY = "24ade73c-98cf-47b3-99be-cc7b867b3080"
