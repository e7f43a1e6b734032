from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import config, mute_logger

from odoo.addons.base.models.ir_mail_server import MailDeliveryException

from ..go_live import server
from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestGoLive(ZoneCommon):
    """The check list sees each thing that keeps customers out, and shows the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.env.ref("base.user_admin")
        cls.admin.write(
            {"company_ids": [(4, cls.company.id)], "email": "admin@example.com"}
        )
        cls.parameters = cls.env["ir.config_parameter"].sudo()
        cls.provider.write({"state": "enabled", "is_published": True})
        cls.others = cls.env["payment.provider"].search(
            [("id", "!=", cls.provider.id), ("company_id", "=", cls.company.id)]
        )
        cls.others.is_published = False

    def _open(self, user=None):
        lists = self.env["customer.zone.go.live"].with_user(user or self.admin)
        action = lists.with_company(self.company)._zone_open(self.company)
        return lists.browse(action["res_id"])

    def _state(self, key):
        self.env.invalidate_all()
        line = self._open().line_ids.filtered(lambda one: one.key == key)
        self.assertTrue(line.text)
        return line.state

    def test_the_form_shows_a_state_and_a_text_for_every_question(self):
        form = Form(self._open())
        lines = form.line_ids._records
        self.assertEqual(len(lines), 14)
        self.assertTrue(all(line["state"] and line["text"] for line in lines))
        stops = [line for line in lines if line["state"] == "stop"]
        self.assertEqual(form.stop_count, len(stops))

    def test_the_switch_and_a_copied_database(self):
        self.assertEqual(self._state("on"), "ok")
        self.parameters.set_param("database.is_neutralized", "True")
        self.assertEqual(self._state("on"), "stop")
        self.parameters.set_param("database.is_neutralized", "False")
        self.company.customer_zone_enabled = False
        self.assertEqual(self._state("on"), "stop")

    def test_customers_of_this_company_are_counted(self):
        self.assertEqual(self._state("customers"), "ok")
        allowed = self.env["res.partner"].search([("customer_zone_allowed", "=", True)])
        allowed.customer_zone_allowed = False
        self.assertEqual(self._state("customers"), "stop")
        self.company.customer_zone_new_customers = True
        self.assertEqual(self._state("customers"), "look")

    def test_the_sellers_own_details(self):
        self.company.write({"email": "us@example.com", "phone": "021 555 0100"})
        self.assertEqual(self._state("seller"), "ok")
        self.company.phone = False
        self.assertEqual(self._state("seller"), "look")
        self.company.email = False
        self.assertEqual(self._state("seller"), "stop")

    def test_online_payment_of_invoices(self):
        self.assertEqual(self._state("online"), "ok")
        self.parameters.set_param("account_payment.enable_portal_payment", "")
        self.assertEqual(self._state("online"), "stop")

    def test_a_provider_has_to_be_enabled_and_published(self):
        self.assertEqual(self._state("provider"), "ok")
        self.provider.state = "test"
        self.assertEqual(self._state("provider"), "look")
        self.provider.is_published = False
        self.assertEqual(self._state("provider"), "stop")
        self.provider.write({"state": "disabled", "is_published": True})
        self.assertEqual(self._state("provider"), "stop")

    def test_two_providers_with_the_same_method(self):
        self.assertEqual(self._state("methods"), "ok")
        method = self.payment_method
        method.active = True
        copy = self.provider.copy({"name": "Second", "state": "enabled"})
        copy.write({"is_published": True, "payment_method_ids": [(4, method.id)]})
        self.assertIn(method, self.provider.payment_method_ids)
        self.assertEqual(self._state("methods"), "look")

    def test_receipts_need_a_journal(self):
        self.provider.code = "none"
        self.provider.journal_id = self.company_data["default_journal_bank"]
        self.assertEqual(self._state("journal"), "ok")
        self.env["account.payment.method.line"].search(
            [("payment_provider_id", "=", self.provider.id)]
        ).journal_id = False
        self.assertEqual(self._state("journal"), "stop")

    def test_the_address_has_to_be_public_and_encrypted(self):
        cases = {
            "http://localhost:8069": "stop",
            "https://192.168.1.4": "stop",
            "https://odoo": "stop",
            "https://shop.local": "stop",
            "http://shop.acacia.co.za": "stop",
            "https://shop.acacia.co.za": "look",
        }
        self.parameters.set_param("web.base.url.freeze", "")
        for address, state in cases.items():
            self.parameters.set_param("web.base.url", address)
            with self.subTest(address=address):
                self.assertEqual(self._state("address"), state)
        self.parameters.set_param("web.base.url.freeze", "True")
        self.assertEqual(self._state("address"), "ok")

    def test_mails_that_did_not_leave(self):
        servers = self.env["ir.mail_server"].search([])
        servers.active = False
        with patch.dict(config.options, {"smtp_server": "localhost"}):
            self.assertEqual(self._state("mail"), "stop")
        self.env["ir.mail_server"].create(
            {"name": "Out", "smtp_host": "mail.example.com"}
        )
        self.env["mail.mail"].search([("state", "=", "exception")]).unlink()
        self.assertEqual(self._state("mail"), "ok")
        self.env["mail.mail"].create({"subject": "Lost", "state": "exception"})
        self.assertEqual(self._state("mail"), "look")

    def test_scheduled_actions_that_rest(self):
        job = self.env.ref("mail.ir_cron_mail_scheduler_action")
        self.env["ir.cron"].with_context(active_test=False).search([]).active = True
        self.assertEqual(self._state("jobs"), "ok")
        job.active = False
        self.assertEqual(self._state("jobs"), "stop")
        line = self._open().line_ids.filtered(lambda one: one.key == "jobs")
        action = line.action_repair()
        jobs = self.env["ir.cron"].with_context(**action["context"])
        self.assertIn(job, jobs.search(action["domain"]))

    def test_the_pdf_engine(self):
        engine = server._wkhtml()
        for values, state in (
            ({"state": "ok", "is_patched_qt": True}, "ok"),
            ({"state": "ok", "is_patched_qt": False}, "look"),
            ({"state": "workers"}, "stop"),
            ({"state": "install"}, "stop"),
        ):
            changed = engine._replace(**values)
            with (
                self.subTest(values=values),
                patch.object(server, "_wkhtml", return_value=changed),
            ):
                self.assertEqual(self._state("pdf"), state)

    def test_databases_workers_and_proxy(self):
        two = patch.object(server, "list_dbs", return_value=["one", "two"])
        with two, patch.dict(config.options, {"dbfilter": ""}):
            self.assertEqual(self._state("database"), "stop")
        with two, patch.dict(config.options, {"dbfilter": "^one$"}):
            self.assertEqual(self._state("database"), "ok")
        for workers, proxy, state in ((0, True, "look"), (4, False, "look")):
            options = {"workers": workers, "proxy_mode": proxy}
            with patch.dict(config.options, options):
                self.assertEqual(self._state("workers"), state)
        with patch.dict(config.options, {"workers": 4, "proxy_mode": True}):
            self.assertEqual(self._state("workers"), "ok")

    def test_every_repair_leads_somewhere(self):
        for line in self._open().line_ids:
            action = line.action_repair()
            with self.subTest(key=line.key):
                if action["type"] == "ir.actions.act_url":
                    self.assertTrue(action["url"].startswith("https://"))
                else:
                    model = self.env[action["res_model"]].with_user(self.admin)
                    self.assertTrue(model.has_access("read"))

    def test_the_test_mail_goes_to_the_user_or_says_why_not(self):
        opened = self._open()
        send = "odoo.addons.mail.models.mail_mail.MailMail.send"
        with patch(send, autospec=True) as sent:
            action = opened.action_send_test()
        self.assertEqual(sent.call_args.args[0].email_to, self.admin.email_formatted)
        self.assertEqual(action["params"]["type"], "success")
        error = MailDeliveryException("Refused", "550 no relay")
        with (
            patch(send, side_effect=error),
            self.assertRaisesRegex(UserError, "550 no relay"),
            mute_logger("odoo.addons.mail.models.mail_mail"),
        ):
            opened.action_send_test()

    def test_nobody_but_administrators(self):
        """A-12: what is found concerns the server."""
        biller = new_test_user(self.env, "zone_biller", "account.group_account_invoice")
        opened = self._open()
        for user in (biller, self.portal_user, self.public_user):
            with self.assertRaises(AccessError):
                self._open(user)
            with self.assertRaises(AccessError):
                opened.with_user(user).read(["line_ids"])
            with self.assertRaises(AccessError):
                opened.with_user(user).action_send_test()
            with self.assertRaises(AccessError):
                opened.line_ids[0].with_user(user).action_repair()
