from odoo.tests import tagged

from .statement_run_common import PDF, StatementRunCommon


@tagged("post_install", "-at_install")
class TestStatementRun(StatementRunCommon):
    """The schedule: who gets a statement on which day, and what is kept of it."""

    def test_whoever_owes_gets_one_on_the_day_and_is_told_the_balance(self):
        run = self._run()
        self.assertEqual(str(run.planned_on), "2026-12-01")
        self.assertEqual(str(run.date_to), "2026-11-30")
        self.assertEqual((run.state, run.sent_count, run.progress), ("done", 2, 100))
        mails = self._mails()
        self.assertEqual(
            set(mails.mapped("email_to")),
            {self.customer.email_formatted, self.other_customer.email_formatted},
        )
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})
        mail = mails.filtered(lambda one: "acacia" in one.email_to)
        self.assertIn("300.00", mail.body_html)
        self.assertIn("Nov 30, 2026", mail.body_html)
        self.assertNotIn("attached", mail.body_html)
        self.assertFalse(mail.attachment_ids)

    def test_the_link_in_each_mail_is_the_readers_own_and_opens_the_statement(self):
        self._run()
        for mail in self._mails():
            token = mail.body_html.partition("/zone/l/")[2].partition('"')[0]
            link, generation, key = self.links._unpack_token(token)
            self.assertTrue(link._is_live(generation))
            self.assertEqual(link.recipient_id.email_formatted, mail.email_to)
            self.assertEqual(link.scope, "account")
            self.assertEqual(key, "statement?to=2026-11-30")

    def test_what_is_sent_is_kept_with_its_pdf(self):
        self.company.customer_zone_statement_pdf = True
        with self._quick_pdf():
            run = self._run()
        kept = self._line(run, self.customer).sent_id
        self.assertEqual(kept.email, self.customer.email)
        self.assertEqual((kept.how, kept.kind), ("schedule", "open"))
        self.assertEqual(kept.attachment_id.raw, PDF)
        self.assertEqual(kept.attachment_id.res_id, kept.id)
        home = self.company.currency_id
        self.assertEqual(kept.balances, [[home.id, "300.00"]])
        mail = self._mails().filtered(lambda one: "acacia" in one.email_to)
        self.assertEqual(mail.attachment_ids, kept.attachment_id)
        self.assertIn("attached as a PDF", mail.body_html)
        mail.unlink()
        self.assertEqual(kept.attachment_id.raw, PDF)

    def test_a_day_has_one_run_and_nobody_gets_two(self):
        run = self._run()
        self.assertEqual(self._run(), run)
        self.assertEqual(self._run("2026-12-31"), run)
        self.assertEqual(len(self._mails()), 2)
        self.assertNotEqual(self._run("2027-01-01"), run)

    def test_a_day_the_server_was_down_is_made_up_for(self):
        run = self._run("2026-12-03")
        self.assertEqual(str(run.planned_on), "2026-12-01")
        self.assertEqual(str(run.date_to), "2026-11-30")

    def test_switching_on_or_moving_the_day_sends_nothing_at_once(self):
        self.company.customer_zone_statements = False
        with self._day("2026-11-20"):
            self.company.customer_zone_statements = True
        self.assertFalse(self._run("2026-11-20"))
        with self._day("2026-11-21"):
            self.company.customer_zone_statement_day = 15
        self.assertFalse(self._run("2026-12-14"))
        self.assertEqual(str(self._run("2026-12-15").date_to), "2026-12-14")

    def test_an_activity_is_about_the_period_and_goes_to_whoever_moved(self):
        self.company.customer_zone_statement_kind = "activity"
        settled = self._contact("Settled Ltd", is_company=True)
        settled.customer_zone_allowed = True
        paid = self._owe(settled, 60.0)
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=paid.ids
        ).create({"payment_date": "2026-11-10"})._create_payments()
        run = self._run()
        self.assertEqual(str(run.date_from), "2026-11-01")
        line = self._line(run, settled)
        self.assertEqual(line.state, "sent")
        self.assertEqual(line.sent_id.balances[0][1], "0")

    def test_the_smallest_balance_counts_all_currencies(self):
        self.company.customer_zone_statement_least = 100.0
        run = self._run()
        self.assertEqual(
            self._states(run)[self.other_customer],
            ("skipped", "The balance is below the smallest one."),
        )
        foreign = self.env.ref("base.EUR")
        foreign.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": foreign.id,
                "company_id": self.company.id,
                "name": "2026-11-01",
                "rate": 0.5,
            }
        )
        self._owe(self.other_customer, 15.0, currency_id=foreign.id)
        line = self._line(self._run("2027-01-01"), self.other_customer)
        self.assertEqual(line.state, "sent")
        self.assertEqual(len(line.sent_id.balances), 2)

    def test_only_who_is_overdue_where_that_is_wanted(self):
        self.company.customer_zone_statement_only_overdue = True
        later = self._contact("Later Ltd", is_company=True)
        later.customer_zone_allowed = True
        self._owe(later, 500.0, due="2026-12-24")
        states = self._states(self._run())
        self.assertEqual(states[later], ("skipped", "Nothing is overdue."))
        self.assertEqual(states[self.customer], ("sent", ""))

    def test_who_wants_none_gets_none(self):
        self.customer.customer_zone_no_statements = True
        state, why = self._states(self._run())[self.customer]
        self.assertEqual(state, "skipped")
        self.assertIn("no scheduled statements", why)

    def test_the_contact_chosen_for_it_gets_it(self):
        self.customer.customer_zone_statement_contact_id = self.contact
        run = self._run()
        self.assertEqual(
            self._line(run, self.customer).sent_id.email, self.contact.email
        )

    def test_who_cannot_be_reached_is_listed_with_the_reason(self):
        self.customer.email = False
        self.other_customer.customer_zone_statement_contact_id = self._contact(
            "Own Only", parent_id=self.other_customer.id, customer_zone_scope="own"
        )
        states = self._states(self._run())
        self.assertIn("e-mail address", states[self.customer][1])
        self.assertIn("in their own name", states[self.other_customer][1])
        self.assertFalse(self._mails())

    def test_customers_outside_the_zone_get_a_pdf_without_a_button(self):
        self.other_customer.customer_zone_allowed = False
        states = self._states(self._run())
        self.assertEqual(states[self.other_customer][0], "skipped")
        self.company.write(
            {
                "customer_zone_statement_audience": "email",
                "customer_zone_statement_pdf": True,
            }
        )
        with self._quick_pdf():
            line = self._line(self._run("2027-01-01"), self.other_customer)
        self.assertEqual(line.state, "sent")
        mail = self._mails().filtered(lambda one: "baobab" in one.email_to)
        self.assertNotIn("/zone/l/", mail.body_html)
        self.assertTrue(mail.attachment_ids)

    def test_a_link_alone_needs_a_statement_it_leads_to(self):
        self.company.customer_zone_mode = "documents"
        states = self._states(self._run())
        self.assertEqual({state for state, _why in states.values()}, {"skipped"})
        self.assertFalse(self._mails())

    def test_each_company_has_its_own_schedule_and_ledger(self):
        second = self.setup_other_company(name="Second Shop")["company"]
        second.write({"customer_zone_enabled": True, "customer_zone_statements": True})
        second.write(
            {
                "customer_zone_statement_since": "2026-01-01",
                "customer_zone_statement_pdf": False,
            }
        )
        self.customer.with_company(second).customer_zone_allowed = True
        self._run()
        mine, theirs = (
            self.runs.search([("company_id", "=", company.id)])
            for company in (self.company, second)
        )
        self.assertEqual((len(mine), len(theirs)), (1, 1))
        self.assertEqual(len(mine.line_ids), 2)
        self.assertFalse(theirs.line_ids)
        self.assertEqual(theirs.state, "done")
        self.company.customer_zone_enabled = False
        self.assertEqual(self._run("2027-01-01").company_id, second)

    def test_settings_of_the_day_it_began_hold_for_the_whole_run(self):
        with self._day(), self._no_commit():
            self.runs._start_due()
        self.company.write(
            {
                "customer_zone_statement_least": 10000.0,
                "customer_zone_statement_pdf": True,
            }
        )
        run = self._run()
        self.assertEqual((run.sent_count, run.with_pdf), (2, False))

    def test_each_customer_takes_the_same_queries_whatever_is_on_the_account(self):
        customers = self._owing(9)
        self._queries(customers[:3])
        few, some, many = (self._queries(customers[:size]) for size in (3, 6, 9))
        self.assertEqual(many - some, some - few)
        for customer in customers[:3]:
            for amount in range(4):
                self._owe(customer, 10.0 + amount)
        self.assertEqual(self._queries(customers[:3]), few)

    def _queries(self, customers):
        """Return how many queries it takes to send to these customers."""
        values = {"kind": "open", "date_to": self._ago(1)}
        run = self.runs._start_by_hand(self.company, customers, values)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        with self._no_commit():
            self.assertEqual(run._work(), len(customers))
            self.env.flush_all()
        self.assertEqual(run.sent_count, len(customers))
        return self.env.cr.sql_log_count - before
