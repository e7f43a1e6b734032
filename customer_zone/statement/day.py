"""Which day it is for a company."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FALLBACK_ZONE = "Africa/Johannesburg"


def company_zone(company) -> ZoneInfo:
    """Return the time zone in which the company keeps its books.

    That is the zone of the company's own contact, or Africa/Johannesburg when it has
    none; never the server's zone and never the user's.
    """
    # sudo: the company's own contact may be closed to the person asking, its time
    # zone decides nothing but days and hours.
    name = company.sudo().partner_id.tz or FALLBACK_ZONE
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(FALLBACK_ZONE)


def company_today(company) -> date:
    """Return the calendar day it is now where the company keeps its books."""
    return datetime.now(UTC).astimezone(company_zone(company)).date()
