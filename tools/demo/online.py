"""The zone and the gateway of the demo, and the payments on their way."""

from datetime import datetime, time

from .days import backdate

#: The merchant the local gateway simulator knows: to take payments, and to get
#: statements.
SERVICE_KEY = "11111111-2222-4333-8444-555555555555"
ACCOUNT_KEY = "55555555-6666-4777-8888-999999999999"


def load_gateway(env):
    """Enable the Sage Pay provider in test mode, paying into its own journal."""
    provider = gateway(env)
    provider.write(
        {
            "sagepay_service_key": SERVICE_KEY,
            "sagepay_account_key": ACCOUNT_KEY,
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
    waiting = start_payment(
        env, contact, documents.by_serial[185], "2645.00", "KOS-C00412-000317"
    )
    waiting._set_pending()
    _date(waiting, calendar.days_ago(1))
    declined = start_payment(
        env, contact, documents.by_serial[163], "4082.50", "KOS-C00412-000316"
    )
    declined._set_error("The bank declined the card. Nothing was taken.")
    _date(declined, calendar.days_ago(2))


def start_payment(env, contact, invoice, amount, reference):
    """Return a payment of an invoice that somebody is about to make."""
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
    """Let the transaction look as old as the ledger says."""
    moment = datetime.combine(day, time(8, 49))
    backdate(transaction, moment, "create_date", "last_state_change")
