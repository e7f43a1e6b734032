"""The evidence of what the gateway said, and its checking."""

from . import (
    sagepay_notice,
    sagepay_notice_attention,
    sagepay_notice_check,
    sagepay_notice_retention,
    sagepay_notice_schedule,
    sagepay_notice_statement,
    sagepay_notice_turns,
    sagepay_notice_verification,
    sagepay_trace,
    sagepay_trace_statement,
)
