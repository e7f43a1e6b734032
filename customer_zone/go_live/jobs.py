"""Does the work get done that nobody starts by hand?"""

from .finding import ok, stop

JOBS = (
    "mail.ir_cron_mail_scheduler_action",
    "account.ir_cron_account_move_send",
    "payment.cron_post_process_payment_tx",
)


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
    return ok(env._("Mails are sent and payments booked by themselves."))


def jobs_of(env):
    """Return the scheduled actions the zone needs (`ir.cron`, archived ones too)."""
    jobs = env["ir.cron"].with_context(active_test=False)
    for name in JOBS:
        jobs |= env.ref(name, raise_if_not_found=False) or jobs.browse()
    own = env["ir.model.data"].search(
        [("module", "=", "customer_zone"), ("model", "=", "ir.cron")]
    )
    return jobs | jobs.browse(own.mapped("res_id")).exists()
