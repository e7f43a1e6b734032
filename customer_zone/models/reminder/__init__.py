"""Reminders of overdue invoices."""

from . import (
    customer_zone_reminder_step,
    customer_zone_reminder,
    customer_zone_reminder_run,
)
