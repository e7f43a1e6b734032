import re
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.customer_zone.controllers.page import counts

from .pages_common import ZonePagesCommon

HREF = re.compile(r'rel="next"[^>]*href="([^"]+)"|href="([^"]+)"[^>]*rel="next"')
# As a thousand is: a multiple of every size of a page that is asked for here.
MOST = 20


@tagged("post_install", "-at_install")
class TestPagesMany(ZonePagesCommon):
    """Lists of more documents than are counted: every one of them can be reached."""

    def setUp(self):
        super().setUp()
        # The same with a thousand, which would take this test minutes to post.
        self.startPatcher(patch.object(counts, "MOST_COUNTED", MOST))
        self.base = self._enter()

    def _walk(self, path, pattern):
        """Return what a pattern finds on each page, following "Next" to the end."""
        pages = []
        while path and len(pages) < 20:
            text = self._get(path).text
            pages.append(re.findall(pattern, text))
            found = HREF.search(text)
            path = found and (found.group(1) or found.group(2)).replace("&amp;", "&")
        return pages

    def _invoices(self, number):
        today = fields.Date.today()
        return self.env["account.move"].concat(
            *(
                self._invoice(
                    self.customer,
                    amount=100 + place % 4,
                    invoice_date=today - timedelta(days=place // 3),
                )
                for place in range(number)
            )
        )

    def test_every_invoice_is_reached_in_every_order(self):
        """P-01: beyond what is counted a page starts after a row, none is left out."""
        self._invoices(34)
        every = self.env["account.move"].search(
            [("partner_id", "=", self.customer.id), ("move_type", "=", "out_invoice")]
        )
        pattern = rf'{self.base}/invoices/(\d+)"'
        for sort in ("-date", "date", "due", "-total", "total", "number", "-left"):
            pages = self._walk(f"{self.base}/invoices?sort={sort}", pattern)
            shown = [int(number) for page in pages for number in dict.fromkeys(page)]
            self.assertEqual(len(shown), len(set(shown)), sort)
            self.assertEqual(set(shown), set(every.ids), sort)

    def test_invoices_of_nothing_are_reached_once_in_every_order(self):
        """P-01: zero is an amount like any other, not one that is missing."""
        self._invoices(4)
        for _place in range(MOST + 12):
            self._invoice(self.customer, amount=0.0)
        every = self.env["account.move"].search(
            [("partner_id", "=", self.customer.id), ("move_type", "=", "out_invoice")]
        )
        pattern = rf'{self.base}/invoices/(\d+)"'
        for sort in ("left", "-left", "total", "-total"):
            pages = self._walk(f"{self.base}/invoices?sort={sort}", pattern)
            shown = [int(number) for page in pages for number in dict.fromkeys(page)]
            self.assertEqual(len(shown), len(set(shown)), sort)
            self.assertEqual(set(shown), set(every.ids), sort)

    def test_more_than_is_counted_is_said_so_and_not_summed_up(self):
        self._invoices(MOST + 5)
        text = " ".join(self._get(f"{self.base}/invoices").text.split())
        self.assertIn(f"All <span>{MOST}+</span>", text)
        self.assertIn(f"1 to 10 of {MOST}+", text)
        self.assertNotIn('<tfoot role="rowgroup"> <tr', text)
        self.assertIn(f"{MOST}+ invoices to pay", text)

    def test_page_starting_after_somebody_elses_invoice_is_the_first(self):
        """A-15: the address does not tell whether the invoice is there."""
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        other = self._invoice(stranger)
        first = self._get(f"{self.base}/invoices").text
        known = re.findall(rf"{self.base}/invoices/(\d+)", first)
        for number in (other.id, 2**31 - 1, 2**40, "x"):
            text = self._get(f"{self.base}/invoices?after={number}").text
            self.assertEqual(re.findall(rf"{self.base}/invoices/(\d+)", text), known)

    def test_every_payment_is_reached(self):
        """P-01"""
        for place in range(MOST + 12):
            invoice = self._invoice(self.customer)
            wizard = self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            )
            day = fields.Date.today() - timedelta(days=place // 5)
            wizard.create({"payment_date": day})._create_payments()
        pages = self._walk(f"{self.base}/payments", r"/payments/(\d+)/receipt")
        shown = [number for page in pages for number in page]
        self.assertEqual(len(shown), len(set(shown)))
        self.assertEqual(len(shown), MOST + 12)
        self.assertGreater(len(pages), 2)

    def test_both_rows_of_an_entry_in_two_currencies_are_reached(self):
        """P-01: such rows share day and entry, wherever a page ends."""
        today, count = fields.Date.today(), MOST + 4
        account = self.customer.property_account_receivable_id
        bank = self.company_data["default_journal_bank"]
        euro = {"currency_id": self.currency_euro.id, "amount_currency": -30.0}
        for place in range(count):
            items = [
                {"account_id": bank.default_account_id.id, "balance": 160.0},
                {"account_id": account.id, "balance": -100.0},
                {"account_id": account.id, "balance": -60.0, **euro},
            ]
            for item in items:
                item["partner_id"] = self.customer.id
            self.env["account.move"].create(
                {
                    "move_type": "entry",
                    "journal_id": bank.id,
                    "date": today - timedelta(days=place // 5),
                    "ref": f"TWO{place:02}-",
                    "line_ids": [Command.create(item) for item in items],
                }
            ).action_post()
        # A row more at the top, so that pages end between the two rows of an entry.
        self._transaction(self.invoice, state="pending")
        pages = self._walk(f"{self.base}/payments", r"TWO(\d\d)-")
        shown = sorted(number for page in pages for number in page)
        self.assertEqual(
            shown, [f"{place:02}" for place in range(count) for _row in "ab"]
        )

    def test_every_quote_is_reached(self):
        """P-01"""
        today = fields.Date.today()
        orders = (
            self.env["sale.order"]
            .sudo()
            .create(
                [
                    {
                        "partner_id": self.customer.id,
                        "validity_date": today + timedelta(days=place % 3),
                        "state": "sent" if place < 24 else "sale",
                    }
                    for place in range(45)
                ]
            )
        )
        pages = self._walk(f"{self.base}/quotes", rf'{self.base}/quotes/(\d+)"')
        shown = [int(number) for page in pages for number in dict.fromkeys(page)]
        self.assertEqual(len(shown), len(set(shown)))
        self.assertEqual(set(shown), set(orders.ids))
