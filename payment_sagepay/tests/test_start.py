import os
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import const
from ..paynow.codes import DEFAULT_VENDOR_KEY
from .common import SERVICE_KEY, SagepayCommon

TX_LOG = "odoo.addons.payment_sagepay.models.transaction.payment_transaction"
SIMULATOR = "SAGEPAY_SIMULATOR_URL"


@tagged("post_install", "-at_install")
class TestStart(SagepayCommon):
    """What leaves for the gateway, and what never leaves."""

    def form_of(self, tx):
        """Return action and hidden fields of the redirect form."""
        values = tx._get_processing_values()
        return self._extract_values_from_html_form(values["redirect_form_html"])

    def test_the_form_carries_the_fields_of_the_sheet(self):
        """Names, amount in rand with a dot, the reference three times."""
        tx = self.make_tx(self.make_invoice(1234.5))
        form = self.form_of(tx)
        inputs = form["inputs"]
        self.assertEqual(
            form["action"], "https://paynow.netcash.co.za/site/paynow.aspx"
        )
        self.assertEqual(form["method"], "post")
        self.assertEqual(inputs["m1"], SERVICE_KEY)
        self.assertEqual(inputs["m2"], self.sagepay.sagepay_vendor_key)
        self.assertEqual(inputs["p2"], tx.reference)
        self.assertIn(tx.reference, inputs["p3"])
        self.assertEqual(inputs["p4"], "1234.50")
        self.assertEqual(inputs["Budget"], "Y")
        self.assertEqual(inputs["m4"], tx.reference)
        self.assertEqual(inputs["m9"], "accounts@karoo.example")
        self.assertNotIn(None, inputs.values())

    def test_without_a_vendor_key_the_common_one_is_sent(self):
        """A hidden field that somebody has emptied stops no payment."""
        self.sagepay.sagepay_vendor_key = False
        tx = self.make_tx(self.make_invoice(10.0))
        self.assertEqual(self.form_of(tx)["inputs"]["m2"], DEFAULT_VENDOR_KEY)

    def test_the_key_reaches_the_browser_in_the_form_only(self):
        """O-03: processing values themselves carry no secret."""
        values = self.make_tx(self.make_invoice(10.0))._get_processing_values()
        values.pop("redirect_form_html")
        self.assertNotIn(SERVICE_KEY, str(values))

    def test_hostile_names_cannot_break_out_of_the_form(self):
        """X-05, X-06: one value per field, nothing executable."""
        self.customer.write({"name": '"><script>x</script>', "email": 'a@b.c"onx="1'})
        self.company.name = 'Ubuntu & "Søns" <b>☃</b> ' + "x" * 200
        tx = self.make_tx(self.make_invoice(10.0))
        html = tx._get_processing_values()["redirect_form_html"]
        self.assertNotIn("<script", html)
        self.assertNotIn("<b>", html)
        self.assertLessEqual(len(self.form_of(tx)["inputs"]["p3"]), 50)

    def test_a_reference_is_short_plain_and_recognisable(self):
        """X-07: an invoice name with slashes."""
        invoice = self.make_invoice(10.0)
        invoice.name = "INV/2026/00042"
        tx = self.make_tx(invoice)
        self.assertRegex(tx.reference, r"^INV-2026-00042-[A-Z0-9]{6}$")
        self.assertLessEqual(len(tx.reference), 25)

    def test_odd_and_long_document_names_give_usable_references(self):
        """X-07: letters, digits, hyphens, 25 at most, whatever the document."""
        names = ["F#2026 %7/é", "É" * 40, "#/%", "2026-" * 9, "発票/2026/1", "A" * 200]
        for name in names:
            with self.subTest(name=name):
                reference = self.env["payment.transaction"]._compute_reference(
                    "sagepay", prefix=name
                )
                self.assertRegex(reference, r"^[A-Za-z0-9-]{8,25}$")

    def test_two_attempts_at_once_get_two_references(self):
        """X-07: neither is stored yet, so neither can see the other."""
        invoice = self.make_invoice(10.0)
        references = {
            self.env["payment.transaction"]._compute_reference(
                "sagepay", invoice_ids=[Command.set(invoice.ids)]
            )
            for _attempt in range(200)
        }
        self.assertEqual(len(references), 200)

    def test_two_documents_that_look_equal_when_cut_stay_apart(self):
        """X-07"""
        long = "BRANCH/CAPE-TOWN/DEPARTMENT/2026/0000000"
        first, second = self.make_invoice(10.0), self.make_invoice(10.0)
        first.name, second.name = f"{long}1", f"{long}2"
        one, two = self.make_tx(first), self.make_tx(second)
        self.assertNotEqual(one.reference, two.reference)
        self.assertEqual(one.invoice_ids, first)

    def test_other_providers_keep_their_references(self):
        """The guard in front of super."""
        reference = self.env["payment.transaction"]._compute_reference(
            "none", prefix="S/00042"
        )
        self.assertEqual(reference, "S/00042")

    def assertRefused(self, tx, words):
        """Fail unless starting ``tx`` is refused with a sentence for the payer."""
        with self.assertRaises(ValidationError) as refusal:
            tx._get_processing_values()
        self.assertIn(words, str(refusal.exception))
        self.assertNotIn(SERVICE_KEY, str(refusal.exception))

    def test_a_disabled_provider_starts_nothing(self):
        """A-13"""
        tx = self.make_tx(self.make_invoice(10.0))
        self.sagepay.state = "disabled"
        self.assertRefused(tx, "not available")

    def test_another_currency_starts_nothing(self):
        """A-13, N-10"""
        tx = self.make_tx(currency_id=self.currency_euro.id)
        self.assertRefused(tx, "rand (ZAR) only")

    def test_an_amount_that_is_not_money_starts_nothing(self):
        """X-14: none of these becomes a form."""
        for amount in (-1, 0, float("nan"), float("-inf")):
            with self.subTest(amount=amount):
                tx = self.make_tx(amount=10.0)
                self.env.cache.set(tx, tx._fields["amount"], amount)
                self.assertRefused(tx, "more than zero")

    @mute_logger(TX_LOG)
    def test_an_amount_beyond_the_gateways_format_starts_nothing(self):
        """X-14: six digits of rand at most."""
        for amount in (1_000_000.0, 10.0**12):
            with self.subTest(amount=amount):
                self.assertRefused(self.make_tx(amount=amount), "cannot be sent")
        self.assertEqual(
            self.form_of(self.make_tx(amount=999_999.99))["inputs"]["p4"], "999999.99"
        )

    def test_documents_of_another_company_start_nothing(self):
        """A-13"""
        other = self.setup_other_company()["company"]
        journal = self.env["account.journal"].search(
            [("company_id", "=", other.id), ("type", "=", "sale")], limit=1
        )
        stranger = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "company_id": other.id,
                "journal_id": journal.id,
            }
        )
        tx = self.make_tx(invoice_ids=[Command.set(stranger.ids)])
        self.assertRefused(tx, "cannot be paid online")

    @mute_logger(TX_LOG)
    def test_a_reference_the_gateway_refuses_starts_nothing(self):
        """Given by other code, not computed here."""
        self.assertRefused(self.make_tx(reference="has/slash"), "cannot be sent")
        self.assertRefused(self.make_tx(reference="A" * 26), "cannot be sent")

    def test_the_simulator_serves_a_test_payment_on_loopback(self):
        """O-05: the one way it is allowed."""
        with patch.dict(os.environ, {SIMULATOR: "http://127.0.0.1:8899"}):
            form = self.form_of(self.make_tx(self.make_invoice(10.0)))
        self.assertEqual(form["action"], "http://127.0.0.1:8899/site/paynow.aspx")

    @mute_logger(TX_LOG)
    def test_the_simulator_is_refused_in_every_other_way(self):
        """O-05: live provider, live payment, foreign host, a name for loopback."""
        live = self.make_tx(amount=10.0)
        live.is_live = True
        refused = [
            (live, "http://127.0.0.1:8899"),
            (self.make_tx(amount=10.0), "http://192.168.1.5:8899"),
            (self.make_tx(amount=10.0), "http://localhost:8899"),
            (self.make_tx(amount=10.0), "https://paynow.example"),
        ]
        for tx, url in refused:
            with self.subTest(url=url), patch.dict(os.environ, {SIMULATOR: url}):
                self.assertRefused(tx, "cannot be sent")
        tx = self.make_tx(amount=10.0)
        self.sagepay.state = "enabled"
        with patch.dict(os.environ, {SIMULATOR: "http://127.0.0.1:8899"}):
            self.assertRefused(tx, "cannot be sent")

    def test_a_refused_simulator_is_logged_as_an_error(self):
        """O-05: loud, and without the key."""
        with (
            patch.dict(os.environ, {SIMULATOR: "http://evil.example"}),
            self.assertLogs(TX_LOG, "ERROR") as logs,
        ):
            self.assertRefused(self.make_tx(amount=10.0), "cannot be sent")
        self.assertNotIn(SERVICE_KEY, "".join(logs.output))

    def test_a_provider_switched_off_still_asks_the_simulator_of_its_tests(self):
        """N-21, O-05: the test payment was started before."""
        tx = self.make_tx(self.make_invoice(100.0))
        self.sagepay.state = "disabled"
        with patch.dict(os.environ, {SIMULATOR: "http://127.0.0.1:8899"}):
            self.pay(tx)
        self.assertPaidOnce(tx)

    def test_a_refused_simulator_also_stops_look_ups(self):
        """N-22, O-05: what was started live is asked about at the gateway alone."""
        tx = self.make_tx(self.make_invoice(100.0))
        tx.is_live = True
        with patch.dict(os.environ, {SIMULATOR: "http://127.0.0.1:8899"}):
            notice = self.pay(tx)
        self.assertFalse(self.gateway.asked)
        self.assertNotPaid(tx)
        self.assertEqual(notice.outcome, "waiting")
        self.assertEqual(tx.provider_id.code, const.PROVIDER_CODE)
