"""Names and limits of the Sage Pay provider. No logic.

Protocol facts (hosts, field names, lengths) live in ``paynow``; here is only what
the Odoo side decides for itself.
"""

from odoo.addons.payment.const import SENSITIVE_KEYS

PROVIDER_CODE = "sagepay"

# The gateway knows no other currency; it has no currency field at all.
# https://api.netcash.co.za/inbound-payments/pay-now/pay-now-ecommerce
CURRENCY = "ZAR"

# The payer chooses card, EFT or cash on the gateway's own page, so one
# method is all the payment form has to offer. Its brands are the ways to pay; those
# that nearly every account has are shown on the form.
METHOD_CODE = "sagepay"
DEFAULT_PAYMENT_METHOD_CODES = {
    METHOD_CODE,
    "sagepay_card",
    "sagepay_instant_eft",
    "sagepay_bank_eft",
    "sagepay_cash",
}

# The gateway's number of a way to pay -> code of our payment method. Others will
# come: they are shown as plain Sage Pay.
# https://api.netcash.co.za/inbound-payments/pay-now/accept-response/
METHOD_CODES = {
    1: "sagepay_card",
    2: "sagepay_bank_eft",
    3: "sagepay_cash",
    4: "sagepay_instant_eft",
    5: "sagepay_masterpass",
    6: "sagepay_click_to_pay",
    7: "sagepay_scan_to_pay",
    8: "sagepay_mobicred",
    9: "sagepay_payflex",
    10: "sagepay_1voucher",
}

# Core masks these keys in everything it logs about payments.
SENSITIVE_KEYS.update({"sagepay_service_key", "sagepay_account_key", "m1"})

# Callback addresses, one per box in the merchant portal.
CALLBACK_PATHS = {
    "accept": "/payment/sagepay/accept",
    "decline": "/payment/sagepay/decline",
    "redirect": "/payment/sagepay/redirect",
    "notify": "/payment/sagepay/notify",
}

# A true notice is well under 1 KB; 16 KB leaves room for three long extras.
MAX_CALLBACK_BYTES = 16 * 1024

# Seconds the status look-up may take, all in all: while somebody waits for our
# answer, and when nobody does. Public integrations wait 15 for it.
INLINE_DEADLINE = 2.0
CRON_DEADLINE = 20.0
# Seconds an administrator waits for the answer about keys.
KEY_CHECK_DEADLINE = 20.0
# Minutes for which the answer about keys is taken for granted when they are stored.
KEY_CHECK_FRESH = 10

# Minutes between two look-ups of a notice that could not be verified; the last
# value repeats until the notice is GIVE_UP_DAYS old.
RETRY_MINUTES = (1, 2, 5, 15, 60, 240, 720)
GIVE_UP_DAYS = 4

# The gateway may know a trace a moment later than it tells us about it, so "never
# heard of it" is asked again this many times before it is believed.
DOUBT_TRIES = 4

# Notices looked up by one run of the scheduled action.
RECHECK_BATCH = 50
# Those that do it; the second has work when many notices come at once.
RECHECK_JOBS = ("cron_recheck_notices", "cron_recheck_flood")

# The most look-ups about one reference in an hour, and about all in a minute. A true
# payment needs one or two; only invented notices meet these.
LOOK_UPS_PER_REFERENCE = 20
# Of those in an hour so many may be made at once; the others are spread over the hour
# (minutes between two), so that what comes after a flood is asked about in minutes.
LOOK_UPS_AT_ONCE = 10
LOOK_UP_PAUSE = 60 // (LOOK_UPS_PER_REFERENCE - LOOK_UPS_AT_ONCE)
# So many invented traces of one payment have their turn before patience ends, with
# some to spare. Where more wait, what was never asked about is given up, too.
WAITING_PER_REFERENCE = 900
LOOK_UPS_PER_MINUTE = 1200

# Days after which a notice keeps its amounts and loses what is about a person. The
# system parameter of this name says otherwise.
KEEP_PERSONAL_DAYS = 400
KEEP_PERSONAL_PARAMETER = "payment_sagepay.keep_personal_days"

# The longest reference the gateway takes, and how ours is cut: what the customer
# recognises, then random letters that make each attempt its own. Core may still
# append "-n".
REFERENCE_PREFIX_LENGTH = 16
REFERENCE_TOKEN_LENGTH = 6
# No 0/O, 1/I/L: people read these aloud on the telephone.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
