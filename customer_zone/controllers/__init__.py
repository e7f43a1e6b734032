from . import (
    activity,
    core_routes,
    entry,
    home,
    invoices,
    pay,
    result,
    status,
)
