"""The statement of account on paper."""

from . import (
    customer_zone_analysis,
    ir_actions_report,
    statement_document,
    statement_mail,
)
