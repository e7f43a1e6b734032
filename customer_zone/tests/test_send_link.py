from ast import literal_eval

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestSendLink(ZonePagesCommon):
    """A link is sent from the customer's form, to the customer's own people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.biller = new_test_user(
            cls.env,
            "zone_biller",
            "account.group_account_invoice",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.env["res.lang"]._activate_lang("fr_FR")

    def _wizard(self, partner=None, user=None, **values):
        wizards = self.env["customer.zone.send"].with_user(user or self.biller)
        wizards = wizards.with_company(self.company)
        wizards = wizards.with_context(active_id=(partner or self.customer).id)
        return wizards.create(values)

    def _mails(self):
        return (
            self.env["mail.mail"].sudo().search([("subject", "like", "account with")])
        )

    def test_each_recipient_gets_a_link_of_their_own_through_the_queue(self):
        people = self.customer | self.contact
        self._wizard(recipient_ids=[Command.set(people.ids)]).action_send()
        mails = self._mails()
        self.assertEqual(
            set(mails.mapped("email_to")), set(people.mapped("email_formatted"))
        )
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})
        for person in people:
            mail = mails.filtered(lambda one, who=person: who.email in one.email_to)
            token = mail.body_html.partition("/zone/l/")[2].partition('"')[0]
            link, key = self.links._read_token(token)
            self.assertEqual(
                (link.recipient_id, link.scope, key), (person, "account", "")
            )
            self.assertTrue(link._is_live(link.generation))

    def test_the_log_names_the_people_and_no_address(self):
        """L-08"""
        self._wizard(recipient_ids=[Command.set(self.contact.ids)]).action_send()
        note = self.customer.message_ids[0]
        self.assertIn("Thandi Acacia", note.body)
        everything = self.env["mail.message"].search([("body", "like", "/zone/l/")])
        self.assertFalse(everything.filtered(lambda one: one.model))

    def test_the_form_proposes_whoever_gets_the_invoices(self):
        billing = self._contact(
            "Accounts Acacia", parent_id=self.customer.id, type="invoice"
        )
        self.assertEqual(self._wizard().recipient_ids, billing)
        self.assertEqual(self._wizard(self.contact).recipient_ids, self.contact)
        form = Form(self._wizard())
        self.assertEqual(form.customer_id, self.customer)

    def test_a_language_can_be_chosen(self):
        template = self.env.ref("customer_zone.mail_template_link")
        template.with_context(lang="fr_FR").subject = "Votre account with us"
        wizard = self._wizard(lang="fr_FR")
        wizard.action_send()
        self.assertEqual(self._mails().subject, "Votre account with us")

    def test_nobody_elses_contact_gets_a_link(self):
        for person in (self.stranger, self.other_customer):
            wizard = self._wizard(recipient_ids=[Command.set(person.ids)])
            with self.assertRaises(UserError):
                wizard.action_send()
        silent = self._contact("No Mail", parent_id=self.customer.id)
        silent.email = False
        with self.assertRaises(UserError):
            self._wizard(recipient_ids=[Command.set(silent.ids)]).action_send()
        with self.assertRaises(UserError):
            self._wizard(recipient_ids=[Command.clear()]).action_send()
        self.assertFalse(self.links.search([("customer_id", "=", self.customer.id)]))

    def test_no_link_is_sent_where_it_would_not_open(self):
        self.customer.customer_zone_allowed = False
        with self.assertRaises(UserError):
            self._wizard().action_send()
        self.customer.customer_zone_allowed = True
        self.company.customer_zone_enabled = False
        with self.assertRaises(UserError):
            self._wizard().action_send()
        self.assertFalse(self._mails())

    def test_only_words_meant_for_links_can_be_chosen(self):
        wizard = self._wizard()
        domain = wizard._fields["template_id"].domain
        found = self.env["mail.template"].search(literal_eval(domain))
        ours = self.env.ref("customer_zone.mail_template_link")
        self.assertIn(ours, found)
        self.assertNotIn(self.env.ref("customer_zone.mail_template_code"), found)
        wizard.template_id = self.env.ref("account.email_template_edi_invoice")
        with self.assertRaises(UserError):
            wizard.action_send()

    def test_only_invoicing_staff_send(self):
        """A-12"""
        wizard = self._wizard()
        plain = new_test_user(self.env, "zone_plain", "base.group_user")
        reader = new_test_user(self.env, "zone_read", "account.group_account_readonly")
        for user in (plain, reader, self.portal_user, self.public_user):
            with self.assertRaises(AccessError):
                self._wizard(user=user)
            with self.assertRaises(AccessError):
                wizard.with_user(user).action_send()
        self.assertFalse(self._mails())
