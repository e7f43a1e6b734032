"""Quotes: shown, answered, paid."""

from . import (
    sale_order,
    sale_order_answer,
    sale_order_cart,
    sale_order_customer,
    sale_order_payment,
    sale_order_sent,
    sale_order_line,
)
