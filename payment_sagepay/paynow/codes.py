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
BANK_EFT, RETAIL = 2, 3
OFFLINE_METHODS = frozenset({BANK_EFT, RETAIL})

# Words looked for in Reason, case-insensitively; observed in official plugins
# (netcash/paynow-php Response.php, PayNow-CSCart4). "canceled" is our precaution.
PENDING_WORDS = ("pending",)
CANCELLED_WORDS = ("cancelled", "canceled")
DECLINED_WORDS = ("declined",)

# https://api.netcash.co.za/standard-integration/netconnector-setup/ (for integrators
# without a vendor agreement)
DEFAULT_VENDOR_KEY = "24ade73c-98cf-47b3-99be-cc7b867b3080"

# Results of ValidateServiceKey; observed in official plugins (netcash/paynow-php
# KeysValidator.php) and
# https://api.netcash.co.za/ws-methods/web-service-response-codes/
KEY_VALID = "001"
ACCOUNT_STATUSES = {
    "001": "authenticated",
    "103": "no active partner for this software vendor key",
    "104": "no active client for this account number",
    "200": "general service error",
    "201": "account locked for ten minutes after three failed tries",
}
SERVICE_STATUSES = {
    "001": "validated",
    "105": "no active service for this account",
    "106": "no active service key for this account",
}
ACCOUNT_LOCKED = "201"
WRONG_ACCOUNT = frozenset({"103", "104"})
WRONG_SERVICE = frozenset({"105", "106"})
SERVICE_ACCOUNT = 5
SERVICE_PAY_NOW = 14

# Results of the statement methods; same page, completed from public integrations. The
# page is one list for all services, so any of these may be met.
STATEMENT_RESULTS = {
    "000": "success",
    "001": "the key is valid",
    "100": "the account service key was not accepted",
    "101": "the date is not written as CCYYMMDD",
    "102": "there is no statement for this day yet",
    "103": "an invalid amount or software vendor key",
    "104": "the account is not known or not active",
    "105": "the service is not active",
    "106": "the account service key is wrong or not active",
    "200": "general error",
    "201": "the account is locked for a while",
    "202": "what was asked for was not found",
    "203": "the request failed",
    "204": "an invalid type of postback",
    "300": "the account was not found",
    "301": "a merchant reference was used twice",
    "311": "the key is not valid for this service",
    "312": "the subscription was not found",
    "313": "an invalid frequency of a subscription",
    "314": "an invalid number of cycles of a subscription",
    "315": "an invalid start date of a subscription",
    "316": "the account's compliance is not complete",
    "322": "authorising by itself is not allowed",
    "323": "insufficient funds",
    "324": "an invalid description",
    "330": "a duplicate",
    "338": "an invalid email address",
}
# Only these refuse the key or the account: whoever asks on may lock the account.
STATEMENT_REFUSALS = frozenset({"100", "104", "105", "106", "311"})
# No statement of this day: too early, or the gateway never has one.
STATEMENT_NOT_YET = "102"
# What a request number is answered with that is good no more.
STATEMENT_LOST = frozenset({"202", "203"})
