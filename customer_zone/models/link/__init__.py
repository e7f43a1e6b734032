"""Links, e-mailed codes and what slows a guesser down."""

from . import (
    customer_zone_throttle,
    customer_zone_link,
    customer_zone_link_token,
    customer_zone_link_visit,
    customer_zone_link_owner,
    customer_zone_link_use,
    customer_zone_link_merge,
    customer_zone_code,
)
