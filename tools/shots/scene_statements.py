"""Statements that were sent: one by hand, and a run of the schedule with a failure."""

from odoo.addons.customer_zone.report.delivery import Delivery
from odoo.addons.customer_zone.statement import Ask, Kind, company_today


def load_statements(env, customer):
    """Return the places of a run and of a statement that was sent with its PDF."""
    company = env.company
    company.write(
        {"customer_zone_statements": True, "customer_zone_statement_pdf": False}
    )
    statements = env["customer.zone.statement"]
    _mail, sent = statements._zone_statement_deliver(
        Delivery(
            customer=customer,
            company=company,
            recipient=customer._zone_statement_recipient(),
            ask=Ask(Kind.OPEN, company_today(company)),
            how="seller",
        )
    )
    run = _run(env, company)
    return {"statement_run": run.id, "statement_sent": sent.id}


def _run(env, company):
    """Return a run that is half done: some sent, one left out, one failed."""
    day = company._zone_sending_days().latest(company_today(company))
    run = env["customer.zone.statement.run"].sudo()._start_scheduled(company, day)
    silent, refused = run.line_ids[-2:]
    silent.customer_id.with_company(company).customer_zone_no_statements = True
    while run._work():
        pass
    refused._set_failed("The mail template cannot be read: unknown field “balanse”.")
    run._set_finished()
    return run
