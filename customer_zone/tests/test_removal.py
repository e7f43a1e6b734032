from lxml import etree

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestRemoval(TransactionCase):
    """Who uninstalls is told what goes (O-09 in part)."""

    def test_the_dialog_lists_what_goes_and_says_to_export_it(self):
        """Only where it is this addon that leaves."""
        module = self.env.ref("base.module_customer_zone")
        dialog = self.env["base.module.uninstall"].create({"module_ids": module.ids})
        gone = set(dialog.model_ids.mapped("model"))
        self.assertLessEqual({"customer.zone.link", "customer.zone.event"}, gone)
        self.assertFalse(
            [name for name in gone if not name.startswith("customer.zone")]
        )
        form = etree.fromstring(dialog.get_view(view_type="form")["arch"])
        [words] = form.xpath(f"//div[@invisible='{module.id} not in module_ids']")
        self.assertIn("Export", "".join(words.itertext()))
