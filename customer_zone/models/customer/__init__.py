"""The customer: allowed, previewed, reached."""

from . import (
    res_partner,
    res_partner_new,
    res_partner_numbers,
    res_partner_allow,
    res_partner_preview,
    res_partner_visits,
    res_partner_bank,
    res_partner_reminders,
    res_partner_statements,
    res_partner_copies,
)
