import logging

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ...statement.day import company_today

_logger = logging.getLogger(__name__)

BATCH = 20

# The oldest instalment that is late decides. A step is due when its day has come and
# neither it nor a later one was sent for that instalment.
DUE_SQL = """
SELECT move.id, late.due_date, step.id
  FROM account_move AS move
  JOIN LATERAL (
       SELECT min(line.date_maturity) AS due_date
         FROM account_move_line AS line
        WHERE line.move_id = move.id
          AND line.display_type = 'payment_term'
          AND line.reconciled IS NOT TRUE
          AND line.date_maturity < %(today)s) AS late ON late.due_date >= %(since)s
  JOIN LATERAL (
       SELECT id, days
         FROM customer_zone_reminder_step
        WHERE company_id = %(company_id)s
          AND days <= %(today)s - late.due_date
        ORDER BY days DESC
        LIMIT 1) AS step ON TRUE
 WHERE move.company_id = %(company_id)s
   AND move.move_type = 'out_invoice'
   AND move.state = 'posted'
   AND move.payment_state IN ('not_paid', 'partial')
   AND move.amount_residual_signed > 0
   AND move.amount_residual_signed >= %(least)s
   AND %(only)s
   AND NOT EXISTS (
       SELECT FROM customer_zone_reminder AS sent
        WHERE sent.move_id = move.id
          AND sent.due_date = late.due_date
          AND sent.days >= step.days)
 ORDER BY move.id
"""


class CustomerZoneReminder(models.Model):
    _inherit = "customer.zone.reminder"

    @api.model
    def _cron_send(self):
        """Send what is due today, in committed steps.

        A reminder and the note of it are written together, so a run that was cut
        short goes on where it stopped and nobody gets a step twice.
        """
        domain = [
            ("customer_zone_enabled", "=", True),
            ("customer_zone_reminders", "=", True),
        ]
        companies = self.env["res.company"].search(domain)
        due = [
            (company, *row) for company in companies for row in self._find_due(company)
        ]
        left = len(due)
        self.env["ir.cron"]._commit_progress(remaining=left)
        again = []
        for start in range(0, len(due), BATCH):
            batch = due[start : start + BATCH]
            for company, move_id, _due_date, _step_id in batch:
                if not self._try_one(company, move_id):
                    again.append((company, move_id))
            left -= len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=left):
                return
        for company, move_id in again:
            self._try_one(company, move_id)
            self.env["ir.cron"]._commit_progress()

    @api.model
    def _find_due(self, company, move=None):
        """Return the reminders of a company that are due today.

        :param company: `res.company` record with its steps and limits
        :param move: leaves out every other `account.move`
        :return: list of (invoice id, due date, id of the step)
        """
        self.env.flush_all()
        only = SQL("move.id = %s", move.id) if move else SQL("TRUE")
        return self.env.execute_query(
            SQL(
                DUE_SQL,
                today=company_today(company),
                since=company.customer_zone_reminder_since or "-infinity",
                company_id=company.id,
                least=company.customer_zone_reminder_least,
                only=only,
            )
        )

    @api.model
    def _try_one(self, company, move_id):
        """Send one reminder; what goes wrong with it keeps no other from going out.

        :return: False when another transaction should try it
        """
        move = self.env["account.move"].browse(move_id).with_company(company)
        try:
            with self.env.cr.savepoint():
                self._send_one(company, move)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # Somebody paid or read it since this transaction began.
            return False
        # The boundary of one piece of work: it is told, and the others go on.
        except Exception:
            _logger.exception("Customer Zone: no reminder sent for %s", move_id)
        return True

    @api.model
    def _send_one(self, company, move):
        """Look at an invoice again, alone with it, and send its reminder if still due.

        :return: whether a reminder was sent
        """
        # Somebody who pays or books it at this moment has the invoice.
        move = move.try_lock_for_update(allow_referencing=True)
        found = move and self._find_due(company, move)
        move.invalidate_recordset()
        if not found or move._zone_reminder_refusal():
            return False
        ((_move_id, due_date, step_id),) = found
        step = self.env["customer.zone.reminder.step"].browse(step_id)
        amount = move._zone_due_amount(company_today(company))
        self.create(
            {
                "company_id": company.id,
                "customer_id": move.commercial_partner_id.id,
                "move_id": move.id,
                "due_date": due_date,
                "days": step.days,
                "amount": amount,
                "currency_id": move.currency_id.id,
            }
        )
        move._zone_send_reminder(step.template_id, due_date, amount)
        return True
