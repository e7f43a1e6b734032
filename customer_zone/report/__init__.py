"""The statement of account on paper."""

from . import ir_actions_report, statement_document, statement_mail
