"""Invoices and credit notes: shown, viewed, paid."""

from . import (
    account_move,
    account_move_bank,
    account_move_banked,
    account_move_credit,
    account_move_indexes,
    account_move_instalments,
    account_move_sent,
    account_move_timeline,
    account_move_qr,
    account_move_amounts,
    account_move_net,
    account_move_payment,
    account_move_reminder,
    account_move_welcome,
    account_move_allocation,
    account_move_listing,
)
