from odoo import fields, models
from odoo.tools import SQL


class SagepayTrace(models.Model):
    """One row per gateway trace that paid something: a trace pays once only."""

    _name = "sagepay.trace"
    _description = "Sage Pay trace that was used"
    _rec_name = "trace"
    _order = "id desc"

    provider_id = fields.Many2one(
        "payment.provider", required=True, readonly=True, ondelete="restrict"
    )
    # Text, never a number: 114.2288 and 114.22880 are two traces.
    trace = fields.Char(required=True, readonly=True)
    transaction_id = fields.Many2one(
        "payment.transaction", required=True, readonly=True, ondelete="restrict"
    )
    notice_id = fields.Many2one("sagepay.notice", readonly=True, ondelete="restrict")
    company_id = fields.Many2one(related="provider_id.company_id", store=True)

    _trace_once = models.Constraint(
        "unique(provider_id, trace)", "This trace has already been used."
    )

    def _claim(self, transaction, notice):
        """Claim the trace of ``notice`` for ``transaction``; return who owns it now.

        The database decides, so two claims at the same moment cannot both win.
        """
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "INSERT INTO sagepay_trace (provider_id, trace, transaction_id, "
                "notice_id, company_id, create_uid, create_date, write_uid, "
                "write_date) VALUES (%(provider)s, %(trace)s, %(transaction)s, "
                "%(notice)s, %(company)s, %(uid)s, now() AT TIME ZONE 'UTC', "
                "%(uid)s, now() AT TIME ZONE 'UTC') "
                "ON CONFLICT (provider_id, trace) DO NOTHING",
                provider=transaction.provider_id.id,
                trace=notice.trace,
                transaction=transaction.id,
                notice=notice.id,
                company=transaction.provider_id.company_id.id,
                uid=self.env.uid,
            ),
            # Losing against a claim that is being made is repeated by the caller.
            log_exceptions=False,
        )
        self.invalidate_model()
        return self.search(
            [
                ("provider_id", "=", transaction.provider_id.id),
                ("trace", "=", notice.trace),
            ]
        ).transaction_id
