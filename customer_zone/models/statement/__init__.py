"""Statements that were sent, and the runs that send them to many customers."""

from . import (
    customer_zone_statement_sent,
    customer_zone_statement_run,
    customer_zone_statement_run_start,
    customer_zone_statement_run_work,
    customer_zone_statement_run_line,
    customer_zone_statement_run_merge,
    customer_zone_statement_run_refusal,
)
