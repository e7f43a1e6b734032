from contextlib import closing
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from ..report.engine_slots import EngineBusyError
from .statement_run_common import WORK, Killed, StatementRunCommon


@tagged("post_install", "-at_install")
class TestStatementRunResume(StatementRunCommon):
    """A run goes on where it stopped, and nobody gets a statement twice."""

    def setUp(self):
        super().setUp()
        self.customers = self._owing(3) | self.customer | self.other_customer

    def _trigger(self):
        with self.enter_registry_test_mode(), self._day():
            cron = self.env.ref("customer_zone.ir_cron_send_statements")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _assert_one_each(self):
        """Everybody got one mail, and one is kept."""
        wanted = sorted(self.customers.mapped("email_formatted"))
        self.assertEqual(sorted(self._mails().mapped("email_to")), wanted)
        kept = self.sent.search([("customer_id", "in", self.customers.ids)])
        self.assertEqual(set(kept.customer_id), set(self.customers))
        self.assertEqual(len(kept), len(self.customers))

    def test_the_schedule_itself_sends_to_everybody(self):
        self._trigger()
        self._assert_one_each()
        self._trigger()
        self._assert_one_each()

    def test_run_that_is_out_of_time_goes_on_in_the_next_one(self):
        with patch(f"{WORK}.BATCH", 2):
            run = self._run(stop_after=1)
            self.assertEqual((run.sent_count, run.waiting_count), (2, 3))
            self.assertEqual((run.state, run.progress), ("running", 40))
            self.assertEqual(self._run(stop_after=1).sent_count, 4)
            run = self._run()
        self.assertEqual((run.sent_count, run.state), (5, "done"))
        self._assert_one_each()

    def test_a_worker_killed_between_mail_and_commit_leaves_no_second_mail(self):
        runs = type(self.runs)
        send, count = runs._send_one, []

        def dies(run, line, standings):
            send(run, line, standings)
            count.append(line)
            if len(count) == 4:
                raise Killed()

        with patch(f"{WORK}.BATCH", 2):
            with patch.object(runs, "_send_one", dies):
                run = self._run_killed()
            self.assertEqual((run.sent_count, run.waiting_count), (2, 3))
            self.assertEqual(len(self._mails()), 2)
            self._run()
        self._assert_one_each()

    @mute_logger(WORK)
    def test_one_that_fails_keeps_no_other_and_can_be_tried_again(self):
        statements = type(self.env["customer.zone.statement"])
        deliver = statements._zone_statement_deliver
        bad = {
            self.customers[0]: ValueError("broken"),
            self.customers[1]: UserError("No"),
        }

        def sometimes(model, delivery):
            if delivery.customer in bad:
                raise bad[delivery.customer]
            return deliver(model, delivery)

        with patch.object(statements, "_zone_statement_deliver", sometimes):
            run = self._run()
        self.assertEqual((run.sent_count, run.failed_count), (3, 2))
        self.assertEqual(run.state, "done")
        states = self._states(run)
        self.assertEqual(states[self.customers[1]], ("failed", "No"))
        self.assertIn("ValueError broken", states[self.customers[0]][1])
        self.assertEqual(len(run.failed_line_ids), 2)
        run.action_retry()
        self.assertEqual((run.state, run.waiting_count), ("running", 2))
        run = self._run()
        self.assertEqual((run.sent_count, run.failed_count), (5, 0))
        self._assert_one_each()

    def test_mail_the_server_refuses_is_listed_and_goes_again(self):
        run = self._run()
        line = self._line(run, self.customer)
        line.mail_id.write({"state": "exception", "failure_reason": "550 no such box"})
        self.env.invalidate_all()
        self.assertEqual((run.sent_count, run.failed_count), (4, 1))
        self.assertEqual(run.failed_line_ids, line)
        self.assertIn("550 no such box", line.why)
        run.action_retry()
        self.assertEqual(line.mail_id.state, "outgoing")
        self.env.invalidate_all()
        self.assertEqual(run.failed_count, 0)
        self._run()
        self._assert_one_each()

    def test_who_kills_every_worker_is_given_up_and_holds_up_nobody(self):
        bad, runs = self.customers[0], type(self.runs)
        send = runs._send_one

        def dies(run, line, standings):
            if line.customer_id == bad:
                raise Killed()
            send(run, line, standings)

        with patch.object(runs, "_send_one", dies):
            for _round in range(3):
                self._run_killed()
            run = self._run()
        state, why = self._states(run)[bad]
        self.assertEqual((run.sent_count, state), (4, "failed"))
        self.assertIn("broken off 3 times", why)

    def test_it_waits_while_others_print(self):
        self.company.customer_zone_statement_pdf = True
        statements = type(self.env["customer.zone.statement"])

        def busy(*_arguments):
            raise EngineBusyError()

        with patch.object(statements, "_zone_statement_pdf", busy):
            for _round in range(5):
                run = self._run()
        self.assertEqual((run.waiting_count, run.state), (5, "running"))
        with self._quick_pdf():
            self.assertEqual(self._run().sent_count, 5)
        self._assert_one_each()

    def test_a_run_that_is_stopped_sends_no_more(self):
        with patch(f"{WORK}.BATCH", 2):
            run = self._run(stop_after=1)
            run.action_stop()
            self._run()
        self.assertEqual((run.sent_count, run.skipped_count), (2, 3))
        self.assertEqual(run.state, "done")
        self.assertIn("Stopped by", run.line_ids[-1].why)

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_a_second_run_and_a_second_place_in_it(self):
        run = self._run()
        values = {"run_id": run.id, "company_id": self.company.id}
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.lines.create({**values, "customer_id": self.customer.id})
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            run.copy({"planned_on": run.planned_on, "date_to": run.date_to})


@tagged("post_install", "-at_install")
class TestStatementRunWorkers(BaseCase):
    """Two workers of two connections, as in real life; nothing is left behind."""

    def _env(self, cursor):
        return api.Environment(cursor, SUPERUSER_ID, {})

    def setUp(self):
        super().setUp()
        self.database = db_connect(get_db_name())
        with closing(self.database.cursor()) as cursor:
            env = self._env(cursor)
            customers = env["res.partner"].create(
                [{"name": f"Worker {number}"} for number in range(4)]
            )
            run = env["customer.zone.statement.run"]._start_by_hand(
                env.company,
                customers,
                {"kind": "open", "date_to": "2026-11-30"},
            )
            cursor.commit()
            self.run_id, self.customer_ids = run.id, customers.ids
        self.addCleanup(self._remove)

    def _remove(self):
        with closing(self.database.cursor()) as cursor:
            env = self._env(cursor)
            env["customer.zone.statement.run"].browse(self.run_id).unlink()
            env["res.partner"].browse(self.customer_ids).unlink()
            cursor.commit()

    def test_no_two_workers_have_the_same_customer(self):
        with (
            patch(f"{WORK}.BATCH", 2),
            closing(self.database.cursor()) as first,
            closing(self.database.cursor()) as second,
        ):
            runs = [
                self._env(cursor)["customer.zone.statement.run"].browse(self.run_id)
                for cursor in (first, second)
            ]
            one, other = runs[0]._claim(), runs[1]._claim()
            self.assertEqual((len(one), len(other)), (2, 2))
            self.assertFalse(set(one.ids) & set(other.ids))
            self.assertFalse(runs[1]._claim(other.browse(one.ids)))
