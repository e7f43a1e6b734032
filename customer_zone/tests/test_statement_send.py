import base64
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .statement_page_common import StatementPageCommon
from .statement_run_common import PDF, StatementRunCommon


@tagged("post_install", "-at_install")
class TestStatementSend(StatementRunCommon):
    """What the seller prints and sends from the customer's form and list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.biller = new_test_user(
            cls.env,
            "statement_biller",
            "base.group_user,account.group_account_invoice",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.clerk = new_test_user(cls.env, "statement_clerk", "base.group_user")

    def _wizard(self, customers=None, **values):
        customers = customers or self.customer
        wizards = self.env["customer.zone.statement.send"].with_user(self.biller)
        wizards = wizards.with_company(self.company)
        form = Form(wizards.with_context(active_ids=customers.ids))
        for name, value in values.items():
            form[name] = value
        return form.save()

    def test_one_customer_is_printed_as_the_zone_prints_it(self):
        asked = []
        wizard = self._wizard(self.contact, kind="activity", date_from="2026-11-01")
        statements = type(self.env["customer.zone.statement"])

        def note(model, customer, company, ask):
            asked.append((customer, company, ask.kind.value, str(ask.date_from)))
            return PDF

        self.patch(statements, "_zone_statement_pdf", note)
        action = wizard.action_print()
        self.assertEqual(
            asked, [(self.customer, self.company, "activity", "2026-11-01")]
        )
        self.assertIn(f"/{wizard.id}/file/", action["url"])
        self.assertEqual(base64.b64decode(wizard.file), PDF)
        self.assertTrue(wizard.file_name.startswith("Statement Acacia Trading"))
        self.assertFalse(self._mails())

    def test_several_are_printed_into_one_file(self):
        wizard = self._wizard(self.customer | self.other_customer)
        wizard.action_print()
        content = base64.b64decode(wizard.file)
        self.assertTrue(content.startswith(b"%PDF"))
        text = StatementPageCommon._pdf_text(self, content)
        self.assertIn(self.debt.name, text)
        self.assertIn(self.other_debt.name, text)

    def test_each_recipient_gets_a_mail_and_a_link_of_their_own(self):
        wizard = self._wizard()
        self.assertEqual(wizard.recipient_ids, self.customer)
        wizard.recipient_ids = self.customer | self.contact
        with self._quick_pdf():
            wizard.action_send()
        mails = self._mails()
        self.assertEqual(
            mails.mapped("email_to"),
            [self.customer.email_formatted, self.contact.email_formatted],
        )
        tokens = {
            mail.body_html.partition("/zone/l/")[2].partition('"')[0] for mail in mails
        }
        self.assertEqual(len(tokens), 2)
        kept = self.sent.search([("customer_id", "=", self.customer.id)])
        self.assertEqual(set(kept.mapped("how")), {"seller"})
        self.assertEqual(kept.sent_by_id, self.biller)
        self.assertEqual(kept.mapped("attachment_id.raw"), [PDF, PDF])
        self.assertEqual(self.customer.customer_zone_statement_count, 2)
        action = self.customer.action_customer_zone_statements()
        self.assertEqual(self.sent.search(action["domain"]), kept)

    def test_several_customers_are_sent_to_in_the_background(self):
        self.other_customer.customer_zone_no_statements = True
        customers = self.customer | self.other_customer | self.stranger
        self.stranger.email = False
        wizard = self._wizard(customers, with_pdf=False)
        self.assertIn(self.stranger.name, wizard.missing_text)
        action = wizard.action_send()
        run = self.runs.browse(action["res_id"])
        self.assertEqual((run.how, run.waiting_count), ("seller", 3))
        self.assertFalse(self._mails())
        self.company.customer_zone_statements = False
        self._run()
        self.assertEqual(run.state, "done")
        states = self._states(run)
        self.assertEqual(states[self.customer][0], "sent")
        self.assertEqual(states[self.other_customer][0], "sent")
        self.assertEqual(states[self.stranger][0], "skipped")

    def test_without_the_pdf_there_must_be_a_page_to_see_it(self):
        self.customer.customer_zone_allowed = False
        wizard = self._wizard(with_pdf=False)
        with self.assertRaisesRegex(UserError, "sees no statement"):
            wizard.action_send()
        wizard.with_pdf = True
        with self._quick_pdf():
            wizard.action_send()
        self.assertNotIn("/zone/l/", self._mails().body_html)

    def test_nobody_gets_what_is_not_theirs(self):
        wizard = self._wizard()
        for wrong in (self.stranger, self.other_customer):
            wizard.sudo().recipient_ids = wrong
            with self.assertRaisesRegex(UserError, "not a contact"):
                wizard.action_send()
        self.contact.customer_zone_scope = "own"
        wizard.recipient_ids = self.contact
        with self.assertRaisesRegex(UserError, "in their own name"):
            wizard.action_send()
        wizard.recipient_ids = False
        with self.assertRaisesRegex(UserError, "who gets"):
            wizard.action_send()
        self.assertFalse(self._mails())

    def test_dates_must_make_sense(self):
        today = fields.Date.today()
        late = self._wizard(date_to=today + timedelta(days=3))
        with self.assertRaisesRegex(UserError, "days to come"):
            late.action_print()
        turned = self._wizard(
            kind="activity", date_from=today, date_to=today - timedelta(days=1)
        )
        with self.assertRaisesRegex(UserError, "not after the last one"):
            turned.action_send()

    def test_too_many_are_not_printed_while_somebody_waits(self):
        name = (
            "odoo.addons.customer_zone.wizards.customer_zone_statement_send_checks"
            ".MOST_PRINTED"
        )
        wizard = self._wizard(self.customer | self.other_customer)
        with (
            patch(name, 1),
            self.assertRaisesRegex(UserError, "Up to 1 statements"),
        ):
            wizard.action_print()

    def test_only_invoicing_staff_send(self):
        wizard = self._wizard()
        for action in ("action_print", "action_send"):
            with self.assertRaises(AccessError):
                getattr(wizard.sudo().with_user(self.clerk), action)()
        with self.assertRaises(AccessError):
            self.env["customer.zone.statement.send"].with_user(self.clerk).create({})

    def test_runs_and_kept_statements_are_written_by_nobody(self):
        run = self._run()
        kept = run.line_ids.sent_id[0]
        admin = self.env.ref("base.user_admin")
        for user in (self.biller, admin):
            for record in (run, run.line_ids[0], kept):
                own = record.with_user(user)
                with self.subTest(user=user.login, model=record._name):
                    for operation in ("write", "create", "unlink"):
                        self.assertFalse(own.has_access(operation))
        with self.assertRaises(UserError):
            kept.write({"email": "else@example.com"})
        with self.assertRaises(UserError):
            kept.unlink()
        with self.assertRaises(AccessError):
            run.with_user(self.clerk).action_retry()

    def test_kept_pdfs_are_read_with_the_row_and_never_removed(self):
        self.company.customer_zone_statement_pdf = True
        with self._quick_pdf():
            run = self._run()
        kept = run.line_ids.sent_id[0]
        pdf = kept.attachment_id
        self.assertEqual(pdf.with_user(self.biller).raw, PDF)
        self.assertIn(str(pdf.id), kept.with_user(self.biller).action_download()["url"])
        with self.assertRaises(AccessError):
            pdf.with_user(self.clerk).read(["raw"])
        with self.assertRaises(AccessError):
            pdf.with_user(self.biller).unlink()
