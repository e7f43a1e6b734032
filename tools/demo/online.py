"""The zone and the gateway of the demo, and the payments on their way."""

from datetime import datetime, time

#: The merchant the local gateway simulator knows.
SERVICE_KEY = "11111111-2222-4333-8444-555555555555"


def load_gateway(env):
    """Enable the Sage Pay provider in test mode, paying into its own journal."""
    provider = gateway(env)
    provider.write(
        {
            "sagepay_service_key": SERVICE_KEY,
            "state": "test",
            "is_published": True,
            "journal_id": env["account.journal"]
            .search([("company_id", "=", env.company.id), ("code", "=", "SAGE")])
            .id,
        }
    )


def gateway(env):
    """Return the company's Sage Pay provider."""
    return env["payment.provider"].search(
        [("code", "=", "sagepay"), ("company_id", "=", env.company.id)], limit=1
    )


def load_zone(env, people):
    """Enable the zone with account history, and allow every customer that agreed."""
    from .customers import CUSTOMERS

    env.company.write({"customer_zone_enabled": True, "customer_zone_mode": "history"})
    for key, (company, _contact) in people.items():
        company.customer_zone_allowed = CUSTOMERS[key].allowed


def load_online_payments(env, calendar, contact, documents):
    """Leave one bank transfer on its way and one card payment that was declined."""
    waiting = _transaction(
        env, contact, documents.by_serial[185], "2645.00", "KOS-C00412-000317"
    )
    waiting._set_pending()
    _date(waiting, calendar.days_ago(1))
    declined = _transaction(
        env, contact, documents.by_serial[163], "4082.50", "KOS-C00412-000316"
    )
    declined._set_error("The bank declined the card. Nothing was taken.")
    _date(declined, calendar.days_ago(2))


def _transaction(env, contact, invoice, amount, reference):
    provider = gateway(env)
    return env["payment.transaction"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": provider.payment_method_ids.filtered("active")[:1].id,
            "reference": reference,
            "amount": amount,
            "currency_id": invoice.currency_id.id,
            "partner_id": contact.id,
            "operation": "online_redirect",
            "invoice_ids": [(6, 0, invoice.ids)],
        }
    )


def _date(transaction, day):
    """Let the transaction look as old as the ledger says; only the demo may do so."""
    transaction.flush_recordset()
    moment = datetime.combine(day, time(8, 49))
    transaction.env.cr.execute(
        "UPDATE payment_transaction SET create_date = %s, last_state_change = %s"
        " WHERE id = %s",
        (moment, moment, transaction.id),
    )
    transaction.invalidate_recordset()
