"""Payments under way, with any provider."""

from . import (
    payment_provider,
    payment_transaction,
    payment_transaction_booking,
    payment_transaction_credit,
    payment_transaction_note,
    payment_transaction_start,
)
