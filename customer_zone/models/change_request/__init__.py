"""Changes customers ask for in My Details."""

from . import (
    customer_zone_change_request,
    customer_zone_change_request_answer,
    customer_zone_change_request_merge,
    customer_zone_change_request_line,
)
