"""What was e-mailed in the demo's year, and which of it the customers have opened."""

from datetime import datetime, time, timedelta

# Of so many invoices one is never opened; the others a few hours or days later.
NEVER = 4
HOURS = (2, 5, 26, 49)


def load_looks(env, calendar):
    """Note for every posted invoice that it was sent and, mostly, that it was read."""
    now = datetime.combine(calendar.today, time(6))
    invoices = env["account.move"].search(
        [("move_type", "=", "out_invoice"), ("state", "=", "posted")], order="id"
    )
    invoices.is_move_sent = True
    for number, invoice in enumerate(invoices):
        sent_at = datetime.combine(invoice.invoice_date, time(7, 30))
        _note(env, invoice, "sent", min(sent_at, now))
        read_at = sent_at + timedelta(hours=HOURS[number % len(HOURS)])
        if number % NEVER and read_at < now:
            _note(env, invoice, "view", read_at)


def _note(env, invoice, kind, at):
    """Record an event of the invoice's contact as of a time (UTC)."""
    visitor = {
        "company_id": invoice.company_id.id,
        "customer_id": invoice.commercial_partner_id.id,
        "recipient_id": invoice.partner_id.id,
    }
    event = env["customer.zone.event"]._record(visitor, kind, invoice)
    # Activity cannot be changed, and this is history from before the shop was there.
    env.flush_all()
    env.cr.execute(
        "UPDATE customer_zone_event SET happened_at = %s WHERE id = %s", [at, event.id]
    )
    event.invalidate_recordset()
