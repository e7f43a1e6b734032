"""The statement: fetched, stored, booked, closed."""

from . import (
    sagepay_tariff,
    account_journal_sagepay,
    sagepay_statement_day,
    sagepay_statement_day_book,
    sagepay_statement_day_check,
    sagepay_statement_day_cron,
    sagepay_statement_day_fetch,
    sagepay_statement_day_guard,
    sagepay_statement_day_interim,
    sagepay_statement_day_store,
    sagepay_statement_day_watch,
    sagepay_statement_line,
    sagepay_statement_line_book,
    sagepay_statement_line_confirm,
    sagepay_statement_line_fees,
    sagepay_statement_line_items,
    sagepay_statement_line_match,
    sagepay_statement_line_payout,
    sagepay_statement_line_receipts,
    sagepay_cost_report,
)
