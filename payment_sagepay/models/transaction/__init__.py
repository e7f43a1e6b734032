"""What an answer means for a payment, and its receipt."""

from . import (
    account_move_line,
    payment_transaction,
    payment_transaction_mail,
    payment_transaction_outcome,
    payment_transaction_receipt,
    payment_transaction_receipt_day,
    payment_transaction_statement,
    payment_transaction_timeline,
    payment_transaction_unbooked,
    payment_transaction_words,
)
