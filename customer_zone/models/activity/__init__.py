"""What visitors did: events, views, retention."""

from . import (
    customer_zone_event,
    customer_zone_event_last,
    customer_zone_event_tally,
    customer_zone_event_tally_merge,
    customer_zone_event_retention,
)
