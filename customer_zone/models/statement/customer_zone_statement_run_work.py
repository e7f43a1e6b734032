import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ...report.delivery import Delivery
from ...report.engine_slots import EngineBusyError
from ...statement.standing import read_standings
from .customer_zone_statement_run import CRON

_logger = logging.getLogger(__name__)

# With a PDF each step is one statement: it takes a second, and is kept at once.
BATCH, PDF_BATCH = 50, 1
MOST_ATTEMPTS = 3
WAIT = timedelta(minutes=1)

# Who was begun before comes last and alone: one that kills its worker holds up no
# other. Rows another worker has are passed over.
CLAIM_SQL = """
SELECT id, attempts
  FROM customer_zone_statement_run_line
 WHERE run_id = %s AND state = 'waiting'
 ORDER BY attempts, id
 LIMIT %s
   FOR UPDATE SKIP LOCKED
"""


class CustomerZoneStatementRun(models.Model):
    _inherit = "customer.zone.statement.run"

    @api.model
    def _cron_send(self):
        """Start what is due and send what waits, in committed steps.

        The mail and the note that it was sent are written together, so a run that was
        cut short goes on where it stopped and nobody gets a statement twice.
        """
        crons = self.env["ir.cron"]
        self._start_due()
        lines = self.env["customer.zone.statement.run.line"]
        running = self.search([("state", "=", "running")], order="id")
        waiting = [("run_id", "in", running.ids), ("state", "=", "waiting")]
        crons._commit_progress(remaining=lines.search_count(waiting))
        for one in running:
            run = one.with_company(one.company_id)
            try:
                while done := run._work():
                    if not crons._commit_progress(done):
                        return
            except EngineBusyError:
                # Somebody prints; go on a minute later instead of asking again.
                self.env.ref(CRON).sudo()._trigger(fields.Datetime.now() + WAIT)
                crons._commit_progress(remaining=0)
                return
            run._set_finished()
        crons._commit_progress()

    def _work(self):
        """Deal with some who wait, and leave it to the caller to commit.

        :return: how many were dealt with, 0 when nobody is left
        :raise EngineBusyError: when PDFs are being made for others
        """
        self.ensure_one()
        claimed = self._claim()
        if not claimed:
            return 0
        # Committed before the work: it counts how often the work killed its worker.
        self.env["ir.cron"]._commit_progress()
        lines = self._claim(claimed)
        spent = lines.filtered(lambda line: line.attempts > MOST_ATTEMPTS)
        spent._set_failed(
            self.env._(
                "Sending was broken off %(times)s times, by a server that stopped or "
                "ran out of memory or time.",
                times=MOST_ATTEMPTS,
            )
        )
        self._work_on(lines - spent)
        return len(lines)

    def _claim(self, claimed=None):
        """Lock some who wait and count the attempt; or lock those again.

        :param claimed: lines of an earlier call that was committed since
        :rtype: customer.zone.statement.run.line
        """
        lines = self.env["customer.zone.statement.run.line"]
        if claimed is not None:
            still = claimed.try_lock_for_update(allow_referencing=True)
            return still.filtered(lambda line: line.state == "waiting")
        self.env.flush_all()
        size = PDF_BATCH if self.with_pdf else BATCH
        rows = self.env.execute_query(SQL(CLAIM_SQL, self.id, size))
        fresh = [number for number, attempts in rows if not attempts]
        found = lines.browse(fresh or [number for number, _attempts in rows[:1]])
        found.invalidate_recordset()
        for attempts, some in found.grouped("attempts").items():
            some.attempts = attempts + 1
        return found

    def _work_on(self, lines):
        if not lines:
            return
        standings = read_standings(lines.customer_id, self.company_id, self.date_to)
        for line in lines:
            self._try_one(line, standings.get(line.customer_id.id, ()))
        self.env["customer.zone.link"]._zone_hurry_mail()

    def _try_one(self, line, standings):
        """Send one statement; what goes wrong with it keeps no other from going out."""
        try:
            with self.env.cr.savepoint():
                self._send_one(line, standings)
        except EngineBusyError:
            line.attempts -= 1
            raise
        except OperationalError:
            # The database wants the whole step again.
            raise
        except (UserError, ValidationError) as error:
            line._set_failed(str(error))
        # The boundary of one piece of work: it is told, and the others go on.
        except Exception as error:
            _logger.exception("Customer Zone: no statement sent for line %s", line.id)
            line._set_failed(
                self.env._(
                    "Unexpected: %(error)s. The server's log has more.",
                    error=f"{type(error).__name__} {error}"[:200],
                )
            )

    def _send_one(self, line, standings):
        """Queue the statement of one customer, or note why there is none."""
        customer, company = line.customer_id, self.company_id
        recipient = customer._zone_statement_recipient()
        if reason := self._refusal(customer, recipient, standings):
            line._set_skipped(reason)
            return
        ask = self._ask()
        statements = self.env["customer.zone.statement"]
        batch = statements.with_context(customer_zone_batch=True)
        mail, sent = batch._zone_statement_deliver(
            Delivery(
                customer=customer,
                company=company,
                recipient=recipient,
                ask=ask,
                how=self.how,
                url=statements._zone_statement_url(customer, company, recipient, ask),
                with_pdf=self.with_pdf,
                template=self.template_id,
                balances=[(one.currency_id, one.balance) for one in standings],
            )
        )
        line._set_sent(sent, mail)
