from . import (
    core,
    credit_notes,
    details,
    invoices,
    overview,
    pay,
    payments,
    quotes,
    statement,
    thread,
    entry,
)
