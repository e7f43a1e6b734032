from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .details_common import ZoneDetailsCommon


@tagged("post_install", "-at_install")
class TestChangeAnswer(ZoneDetailsCommon):
    """W-9: side by side, all or some, and the customer learns why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "account.group_account_invoice,base.group_partner_manager"
        cls.biller = new_test_user(
            cls.env,
            "zone_biller",
            groups,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def _open(self, request):
        mine = request.with_env(self.env(user=self.biller, su=False))
        action = mine.action_answer()
        return mine.env[action["res_model"]].browse(action["res_id"])

    def _ask_two(self):
        return self._request(
            ("contact", "phone", "021 555 0199"),
            ("billing", "street", "12 Dorp Street"),
        )

    def _mail(self):
        return self.env["mail.mail"].sudo().search([("subject", "like", "details at")])

    def test_the_form_shows_old_and_new_and_everything_ticked(self):
        answer = self._open(self._ask_two())
        form = Form(answer)
        rows = [
            (line["field_name"], line["old_text"], line["new_text"], line["accept"])
            for line in form.line_ids._records
        ]
        self.assertEqual(
            rows,
            [
                ("phone", "021 555 0117", "021 555 0199", True),
                ("street", "Unit 3, 27 Bree Street", "12 Dorp Street", True),
            ],
        )
        self.assertEqual(form.refused_count, 0)

    def test_approving_everything_needs_no_reason(self):
        request = self._ask_two()
        self._open(request).action_approve()
        self.assertEqual(request.state, "approved")
        self.assertEqual(self.contact.phone, "021 555 0199")
        self.assertEqual(self.customer.street, "12 Dorp Street")

    def test_some_are_made_and_the_customer_learns_which_and_why(self):
        request = self._ask_two()
        answer = self._open(request)
        with Form(answer) as form:
            with form.line_ids.edit(1) as line:
                line.accept = False
            self.assertEqual(form.refused_count, 1)
        with self.assertRaises(UserError):
            answer.action_approve()
        self.assertEqual(self.contact.phone, "021 555 0117")
        answer.reason = "Please send us the <b>lease</b>."
        answer.action_approve()
        self.assertEqual(request.state, "partly")
        self.assertEqual(self.contact.phone, "021 555 0199")
        self.assertEqual(self.customer.street, "Unit 3, 27 Bree Street")
        self.assertEqual(request.line_ids.mapped("accepted"), [True, False])
        self.assertFalse(self.customer.activity_ids)
        body = self._mail().body_html
        self.assertIn("021 555 0199", body)
        self.assertNotIn("12 Dorp Street", body)
        self.assertIn("&lt;b&gt;lease&lt;/b&gt;", body)
        page = self._get(f"{self._enter()}/details").text
        self.assertIn("Partly approved", page)
        self.assertEqual(page.count("(not changed)"), 1)
        self.assertIn("&lt;b&gt;lease&lt;/b&gt;", page)

    def test_refusing_all_needs_a_reason_and_changes_nothing(self):
        request = self._ask_two()
        answer = self._open(request)
        with self.assertRaises(UserError):
            answer.action_refuse()
        answer.line_ids.accept = False
        with self.assertRaises(UserError):
            answer.action_approve()
        answer.reason = "We need it in writing."
        answer.action_refuse()
        self.assertEqual(request.state, "refused")
        self.assertEqual(self.contact.phone, "021 555 0117")

    def test_a_new_person_is_made_whole_or_not_at_all(self):
        request = self._request(
            ("contact", "phone", "021 555 0199"),
            ("person", "name", "Pieter van Wyk"),
            ("person", "email", "pieter@acacia.example"),
        )
        answer = self._open(request)
        answer.line_ids[2].accept = False
        answer.reason = "No address please."
        people = self.customer.child_ids
        with self.assertRaises(UserError), self.env.cr.savepoint():
            answer.action_approve()
        answer.line_ids[1].accept = False
        answer.action_approve()
        self.assertEqual(request.state, "partly")
        self.assertEqual(self.customer.child_ids, people)

    def test_an_answered_request_opens_no_form(self):
        request = self._ask_two()
        answer = self._open(request)
        answer.action_approve()
        with self.assertRaises(UserError):
            self._open(request)
        with self.assertRaises(UserError):
            answer.action_approve()

    def test_lines_of_another_request_cannot_be_slipped_in(self):
        request = self._ask_two()
        foreign = self._request(
            ("contact", "phone", "021 555 6666"), recipient=self.customer
        )
        answer = self._open(request)
        answer.line_ids[0].line_id = foreign.line_ids[0]
        answer.reason = "Not this"
        answer.action_approve()
        self.assertEqual(foreign.state, "waiting")
        self.assertNotEqual(self.customer.phone, "021 555 6666")

    def test_only_bookkeepers_answer(self):
        """A-12"""
        request = self._ask_two()
        answer = self._open(request)
        reader = new_test_user(self.env, "zone_read", "account.group_account_readonly")
        for user in (self.portal_user, reader):
            env = self.env(user=user, su=False)
            with self.assertRaises(AccessError):
                request.with_env(env).action_answer()
            with self.assertRaises(AccessError):
                answer.with_env(env).action_approve()
            with self.assertRaises(AccessError):
                answer.with_env(env).read(["reason"])
        self.assertEqual(request.state, "waiting")

    def test_numbers_carried_by_documents_meanwhile_are_not_written(self):
        newcomer = self._contact("Marula Foods", is_company=True)
        targets = {"section": "company", "partner_id": newcomer.id}
        request = self.requests._zone_submit(
            {
                "company_id": self.company.id,
                "customer_id": newcomer.id,
                "recipient_id": newcomer.id,
                "link_id": False,
            },
            [{**targets, "field_name": "vat", "old_value": "", "new_value": "41"}],
        )
        answer = self._open(request)
        self._invoice(newcomer)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            answer.action_approve()
        self.assertFalse(newcomer.vat)
