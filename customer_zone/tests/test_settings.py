from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .pages_common import ZonePagesCommon

SETTINGS = "customer_zone_"


@tagged("post_install", "-at_install")
class TestSettings(ZonePagesCommon):
    """What the administrator sets holds for one company and stays as it was set."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.env.ref("base.user_admin")
        cls.admin.write({"company_ids": [(4, cls.company.id)]})
        cls.env["res.lang"]._activate_lang("fr_FR")

    # The settings form warns about another block of it in this chart of accounts.
    @mute_logger("odoo.tests.form.onchange")
    def _save(self, lang="en_US", **values):
        settings = self.env["res.config.settings"].with_user(self.admin)
        form = Form(settings.with_company(self.company).with_context(lang=lang))
        for name, value in values.items():
            form[name] = value
        form.save().execute()
        self.env.invalidate_all()

    def _stored(self, company):
        names = [name for name in company._fields if name.startswith(SETTINGS)]
        values = company.read(names)[0]
        french = company.with_context(lang="fr_FR").customer_zone_banner
        return {**values, "french": french}

    def test_saving_twice_changes_nothing(self):
        self.company.write(
            {
                "customer_zone_part_payments": True,
                "customer_zone_part_floor": 250,
                "customer_zone_change_people": False,
                "customer_zone_new_customers": True,
                "customer_zone_banner": "Closed on Monday",
            }
        )
        french = self.company.with_context(lang="fr_FR")
        french.customer_zone_banner = "Fermé lundi"
        self.env.flush_all()
        before = self._stored(self.company)
        written = self.company.write_date
        for lang in ("en_US", "fr_FR", "en_US"):
            self._save(lang)
        self.assertEqual(self._stored(self.company), before)
        self.assertEqual(self.company.write_date, written)

    def test_settings_of_one_company_leave_the_other_alone(self):
        other = self.env["res.company"].create({"name": "Second Shop"})
        before = self._stored(other)
        self._save(
            customer_zone_mode="documents",
            customer_zone_new_customers=True,
            customer_zone_banner="Closed on Monday",
            customer_zone_contact_scope="own",
        )
        self.assertEqual(self._stored(other), before)
        self.assertEqual(self.company.customer_zone_banner, "Closed on Monday")
        self.assertEqual(self.company.customer_zone_contact_scope, "own")

    def test_the_message_is_on_every_page_in_the_visitors_language(self):
        self.company.customer_zone_banner = "Closed <b>on</b> Monday"
        french = self.company.with_context(lang="fr_FR")
        french.customer_zone_banner = "Fermé lundi"
        base = self._enter()
        for page in ("invoices", f"invoices/{self.invoice.id}", "details", "quotes"):
            text = self._get(f"{base}/{page}").text
            with self.subTest(page=page):
                self.assertIn("Closed &lt;b&gt;on&lt;/b&gt; Monday", text)
        self.authenticate(None, None)
        self.contact.lang = "fr_FR"
        base = self._enter()
        page = self.url_open(f"{base}/invoices")
        self.assertIn("Fermé lundi", page.text)

    def test_a_message_has_an_end(self):
        with self.assertRaises(ValidationError):
            self.company.customer_zone_banner = "x" * 501

    def test_the_zone_is_switched_on_through_a_question(self):
        arch = self.env["res.config.settings"].get_view(view_type="form")["arch"]
        self.assertIn('widget="customer_zone_enable"', arch)

    def test_the_message_can_be_written_in_each_language(self):
        settings = self.env["res.config.settings"].create({})
        action = settings.action_customer_zone_banner()
        company = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(company, self.company)
        self.assertTrue(company._fields["customer_zone_banner"].translate)
        with Form(company, view=action["views"][0][0]) as form:
            form.customer_zone_banner = "Open again"
        self.assertEqual(company.customer_zone_banner, "Open again")
