from odoo.tests import tagged

from .pay_several_common import PaySeveralCommon


@tagged("post_install", "-at_install")
class TestPagesPayPart(PaySeveralCommon):
    """Part amounts where the company allows them."""

    def test_part_amount_is_refused_where_the_company_allows_none(self):
        """X-14: a part amount exists only where the company says so."""
        for values in ({"choice": "part", "amount": "150"}, {"choice": "part-150.00"}):
            self.assertEqual(self._check(self.three, **values).status_code, 404)
        self._start(self.three, "150.00", choice="part-150.00")
        self.assertFalse(self._transactions())

    def _allow_parts(self, floor=50.0):
        self.company.write(
            {"customer_zone_part_payments": True, "customer_zone_part_floor": floor}
        )

    def test_part_amount_settles_the_previewed_invoices_oldest_first(self):
        """M-01: the books follow the preview, to the cent."""
        self._allow_parts()
        text = " ".join(
            self._check(self.three, choice="part", amount="350.25").text.split()
        )
        self.assertIn("350.25", text)
        self.assertIn("50.25", text)
        self.assertIn("149.75", text)
        page = self._start(self.three, "350.25", choice="part-350.25")
        self.assertIn("You will be redirected to", page.text)
        transaction = self._transactions()
        expected = dict(self.three._zone_allocation(350.25))
        self.assertEqual([expected[one] for one in self.three], [300.0, 50.25, 0.0])
        before = {one: one.amount_residual for one in self.three}
        self._book(transaction)
        for invoice, part in expected.items():
            self.assertAlmostEqual(before[invoice] - invoice.amount_residual, part)
        rest = self._check(self.middle | self.newest)
        self.assertIn("249.75", rest.text)

    def test_part_amount_is_read_strictly_and_bounded(self):
        """X-14: not a number, below the floor, above the ceiling, too fine."""
        self._allow_parts()
        for amount in (
            "-100",
            "+100",
            "1e2",
            "NaN",
            "Infinity",
            "0",
            "49.99",
            "600.01",
            "100.001",
            "100,50,5",
            "１００",
            "0x64",
            "100 ",
            "9" * 24,
        ):
            page = self._check(self.three, choice="part", amount=amount)
            expected = 200 if amount == "100 " else 422
            self.assertEqual(page.status_code, expected, amount)
        for key in ("part-0", "part-49.99", "part-600.01", "part--1", "part-1e2"):
            self._start(self.three, key.removeprefix("part-"), choice=key)
        self.assertFalse(self._transactions())

    def test_error_is_told_beside_the_field_and_what_was_typed_is_kept(self):
        self._allow_parts()
        page = self._check(self.three, choice="part", amount="12.345")
        self.assertIn('value="12.345"', page.text)
        self.assertIn('aria-invalid="true"', page.text)
