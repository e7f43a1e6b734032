"""From Pay Now to the result page, for any document."""

from . import routes, routes_bank_details, routes_result, routes_status
