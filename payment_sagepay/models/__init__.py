from . import (
    payment_provider,
    payment_transaction,
    payment_transaction_outcome,
    payment_transaction_receipt,
    res_config_settings,
    sagepay_notice,
    sagepay_notice_verification,
    sagepay_trace,
)
