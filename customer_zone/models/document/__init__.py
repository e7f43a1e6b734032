"""What every document shown in the zone has in common."""

from . import (
    customer_zone_document_mixin,
    customer_zone_document_listing,
    customer_zone_document_access,
    customer_zone_document_line,
    customer_zone_document_payment,
    customer_zone_document_reader,
    customer_zone_document_sending,
    customer_zone_document_views,
)
