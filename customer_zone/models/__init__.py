from . import (
    customer_zone_document_mixin,
    customer_zone_link,
    customer_zone_event,
    res_company,
    res_config_settings,
    res_partner,
    account_move,
    account_move_payment,
    mail_message,
    payment_provider,
    payment_transaction,
    payment_transaction_start,
)
