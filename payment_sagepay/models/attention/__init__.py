"""The lists of what a person must look at."""

from . import (
    sagepay_exception,
    sagepay_exception_actions,
    sagepay_exception_again,
    sagepay_exception_opening,
    sagepay_exception_payout,
    sagepay_exception_suggest,
    sagepay_exception_words,
    sagepay_to_look_at,
    sagepay_to_look_at_server,
)
