from odoo import api, fields, models

from ..attention.sagepay_to_look_at_causes import QUIET, advice, cause_of


class SagepayNotice(models.Model):
    """Which notices a person has to look at, and that somebody did."""

    _inherit = "sagepay.notice"

    needs_attention = fields.Boolean(
        compute="_compute_needs_attention", store=True, index=True
    )
    looked_at = fields.Datetime(string="Dealt with on", readonly=True)
    looked_by_id = fields.Many2one(
        "res.users", string="Dealt with by", readonly=True, ondelete="restrict"
    )

    what_to_do = fields.Text(compute="_compute_what_to_do")

    def write(self, vals):
        """Let a notice that becomes something else be news again.

        Somebody dealt with what it was; the gateway may be asked again after that.
        """
        if "outcome" in vals:
            other = self.filtered(
                lambda notice: notice.looked_at and notice.outcome != vals["outcome"]
            )
            if other:
                super(SagepayNotice, other).write(
                    {"looked_at": False, "looked_by_id": False}
                )
        return super().write(vals)

    def _compute_what_to_do(self):
        """Say in plain words what a person can do about a remarkable notice."""
        for notice in self:
            remarkable = notice._is_remarkable()
            cause = cause_of(notice.outcome)
            notice.what_to_do = advice(self.env, cause) if remarkable else ""

    @api.depends(
        "outcome", "contradiction", "posted_accepted", "reply_accepted", "looked_at"
    )
    def _compute_needs_attention(self):
        """Mark what a person has to look at, until somebody has."""
        for notice in self:
            notice.needs_attention = not notice.looked_at and notice._is_remarkable()

    def _is_remarkable(self):
        """Tell whether something about this notice is not as it should be."""
        self.ensure_one()
        if self.outcome == "unknown_reference":
            # Scanners and tests post anything; money is what counts.
            return self.posted_accepted == "yes" or self.reply_accepted
        if self.outcome == "duplicate" and self.posted_accepted == "no":
            # Money that is booked, and then "declined": goods should wait. "Pending"
            # that came late says nothing.
            return not self._announces()
        # Said to be accepted, and it is not. Other contradictions are kept as evidence:
        # nobody has to do anything where another amount of nothing was posted.
        denied = self.posted_accepted == "yes" and not self.reply_accepted
        return self.outcome not in QUIET or (self.contradiction and denied)

    def _mark_dealt_with(self, user):
        """Take these notices off the list; they stay as they are.

        :param user: who says so
        """
        self.write({"looked_at": fields.Datetime.now(), "looked_by_id": user.id})
