import tracemalloc
from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_zone.controllers.files.exports import xlsx_file
from odoo.addons.customer_zone.controllers.page.brand import (
    GROUND,
    MIN_CONTRAST,
    contrast,
    readable_brand,
)
from odoo.addons.customer_zone.controllers.pay.redirect_form import continue_form


@tagged("post_install", "-at_install")
class TestPagesHelpers(BaseCase):
    def test_brand_colour_is_always_readable(self):
        for colour in ("#FFFF00", "#ffffff", "#0b5d66", "#ff8800", "#000000"):
            rgb = tuple(bytes.fromhex(readable_brand(colour)[1:]))
            self.assertGreaterEqual(contrast(rgb, GROUND), MIN_CONTRAST, colour)
        self.assertEqual(readable_brand("#0b5d66"), "#0b5d66")

    def test_what_is_no_colour_never_reaches_the_page(self):
        for text in ("", None, "red", "#fff", "#12345g", "#123456;background:url(x)"):
            self.assertEqual(readable_brand(text), "")

    def test_providers_form_keeps_every_field_and_gets_our_id(self):
        form = continue_form(
            '<form action="https://pay.example/x?a=1&amp;b=2" method="post">'
            '<input type="hidden" name="p3" value="A &amp; B &lt;i&gt;"/>'
            "</form>"
        )
        self.assertIn('id="zone_continue_form"', form)
        self.assertIn('action="https://pay.example/x?a=1&amp;b=2"', form)
        self.assertIn('value="A &amp; B &lt;i&gt;"', form)

    def test_without_a_form_there_is_nothing_to_continue_with(self):
        for markup in (None, "", "<p>No form</p>"):
            self.assertEqual(continue_form(markup), "")

    def test_excel_file_of_any_length_takes_the_same_memory(self):
        """Its rows are written as they come, and never held together."""
        day, amount = date(2026, 11, 14), Decimal("1234.56")
        rows = ([f"INV/{n}", f"Order {n}", day, amount] for n in range(5000))
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        content = xlsx_file(["Number", "Reference", "Date", "Total"], rows, "Invoices")
        _now, most = tracemalloc.get_traced_memory()
        self.assertTrue(content.startswith(b"PK"))
        self.assertLess(most, 2 * 1024 * 1024)
