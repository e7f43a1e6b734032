from odoo import api, models


class SagepayNotice(models.Model):
    """A look-up that a person asked for, kept like any other news."""

    _inherit = "sagepay.notice"

    @api.model
    def _store_check(self, status, user_id):
        """Create the notice of a look-up by hand and return it.

        :param status: the gateway's answer, which names the payment
        :param int user_id: who asked
        """
        asker = self.env["res.users"].browse(user_id)
        notice = self._store(
            "check",
            [
                ("RequestTrace", status.trace),
                ("Reference", status.reference),
                ("CheckedBy", asker.login),
            ],
        )
        if not notice.next_check_at:
            # Nothing can follow from it here, but the answer is evidence.
            notice._record(status)
        else:
            notice._count_look_up()
        return notice
