"""Does the work get done that nobody starts by hand?"""

from .finding import look, ok, stop

JOBS = (
    "mail.ir_cron_mail_scheduler_action",
    "account.ir_cron_account_move_send",
    "payment.cron_post_process_payment_tx",
)
STATEMENT_JOB = "customer_zone.ir_cron_send_statements"


def jobs_run(company):
    """Look whether mails are sent and payments booked by themselves."""
    env = company.env
    resting = jobs_of(env).filtered(lambda job: not job.active)
    if resting:
        return stop(
            env._(
                "Switched off: %(names)s.", names=", ".join(resting.mapped("cron_name"))
            )
        )
    return ok(env._("E-mails are sent and payments booked by themselves."))


def statements_leave(company):
    """Look whether the schedule of statements is able to work, and did."""
    env = company.env
    if not company.customer_zone_statements:
        return ok(env._("No statement is sent by itself."))
    job = env.ref(STATEMENT_JOB, raise_if_not_found=False)
    if not job or not job.active:
        return stop(
            env._(
                "Statements are to be sent by themselves, but the scheduled action is "
                "switched off."
            )
        )
    newest = env["customer.zone.statement.run"].search(
        [("company_id", "=", company.id)], limit=1
    )
    if newest.failed_count:
        return look(
            env._(
                "Of the newest run %(count)s statements failed; the run says why.",
                count=newest.failed_count,
            )
        )
    return ok(env._("Statements are sent by themselves."))


def jobs_of(env):
    """Return the scheduled actions the zone needs (`ir.cron`, archived ones too)."""
    jobs = env["ir.cron"].with_context(active_test=False)
    for name in JOBS:
        jobs |= env.ref(name, raise_if_not_found=False) or jobs.browse()
    own = env["ir.model.data"].search(
        [("module", "=", "customer_zone"), ("model", "=", "ir.cron")]
    )
    return jobs | jobs.browse(own.mapped("res_id")).exists()
