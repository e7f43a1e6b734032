"""Journal items, matching and payments behind the pages."""

from . import (
    account_bank_statement_line,
    account_move_line,
    account_move_line_access,
    account_move_line_instalment,
    account_move_line_matches,
    account_move_line_late,
    account_move_line_lately,
    account_move_line_money,
    account_partial_reconcile,
    account_payment,
    account_payment_receipt,
)
