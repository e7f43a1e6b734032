from . import (
    account_move_send_batch_wizard,
    account_move_send_wizard,
    base_module_uninstall,
    base_partner_merge,
    customer_zone_change_answer,
    customer_zone_change_answer_line,
    customer_zone_go_live,
    customer_zone_go_live_line,
    customer_zone_send,
    customer_zone_statement_send,
    customer_zone_statement_send_checks,
)
