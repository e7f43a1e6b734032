"""The statement of account on paper, and the analysis of what customers do."""

from . import (
    customer_zone_analysis,
    ir_actions_report,
    statement_document,
    statement_keep,
    statement_mail,
)
