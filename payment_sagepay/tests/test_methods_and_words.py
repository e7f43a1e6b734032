from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools.translate import code_translations

from .. import const
from ..paynow.codes import METHOD_NAMES
from .common import TRACE, SagepayCommon


@tagged("post_install", "-at_install")
class TestMethodsAndWords(SagepayCommon):
    """How a payment was made, and what the payer reads about it."""

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))

    def refuse(self, reason, trace="1.1", **fields):
        """Let the gateway decline the payment for a reason, and tell us."""
        self.gateway.knows(trace, self.tx.reference, accepted=False, reason=reason)
        fields = {"accepted": "false", "trace": trace, **fields}
        return self.tell(self.fields_for(self.tx, **fields), "decline")

    def test_every_way_to_pay_the_gateway_has_is_shown_as_itself(self):
        """Methods 1 to 10: name and icon on the payment."""
        self.assertEqual(set(const.METHOD_CODES), set(METHOD_NAMES))
        seen = set()
        for number in METHOD_NAMES:
            with self.subTest(method=number):
                tx = self.make_tx(self.make_invoice(100.0))
                self.gateway.knows(f"5.{number}", tx.reference)
                self.tell(self.fields_for(tx, trace=f"5.{number}", Method=str(number)))
                self.assertPaidOnce(tx)
                method = tx.payment_method_id
                self.assertEqual(method.code, const.METHOD_CODES[number])
                self.assertEqual(method.primary_payment_method_id.code, "sagepay")
                self.assertTrue(method.image)
                seen.add(method.name)
        self.assertEqual(len(seen), len(METHOD_NAMES))

    def test_an_unknown_or_missing_way_to_pay_is_plain_sage_pay(self):
        """New methods will come: the payment is booked all the same."""
        for number, method in enumerate(("11", "9999", "", "card")):
            with self.subTest(method=method):
                tx = self.make_tx(self.make_invoice(100.0))
                self.gateway.knows(f"6.{number}", tx.reference)
                fields = self.fields_for(tx, trace=f"6.{number}", Method=method)
                if not method:
                    del fields["Method"]
                self.tell(fields)
                self.assertPaidOnce(tx)
                self.assertEqual(tx.payment_method_id.code, "sagepay")

    def test_a_pending_bank_transfer_is_shown_as_one_before_it_is_paid(self):
        """R-13 in part: what the payer chose, and what happens next."""
        for number, code, words in (
            ("3", "sagepay_cash", "cash"),
            ("2", "sagepay_bank_eft", "bank EFT"),
        ):
            tx = self.make_tx(self.make_invoice(100.0))
            trace = f"7.{number}"
            self.gateway.knows(trace, tx.reference, accepted=False, reason="Pending")
            self.tell(self.fields_for(tx, accepted="false", trace=trace, Method=number))
            self.assertEqual(tx.state, "pending")
            self.assertEqual(tx.payment_method_id.code, code)
            self.assertIn(words, tx.state_message)

    def test_the_payer_reads_in_plain_words_why_nothing_was_paid(self):
        """Each known cause has its own advice; the gateway's text is never shown."""
        for number, (reason, words) in enumerate(
            (
                ("Insufficient funds", "not enough money"),
                ("Invalid card number", "card details"),
                ("Declined: expired card", "has expired"),
                ("Declined - limit exceeded", "above the limit"),
                ("3D Secure authentication failed", "confirm"),
                ("Declined, hotcard", "does not allow"),
                ("Timeout", "too long"),
                ("Declined", "pay in another way"),
                ("<b>CANARY</b>", "pay in another way"),
            )
        ):
            with self.subTest(reason=reason):
                self.refuse(reason, trace=f"8.{number}")
                self.assertEqual(self.tx.state, "error")
                self.assertIn("nothing was paid", self.tx.state_message)
                self.assertIn(words, self.tx.state_message)
                self.assertNotIn("CANARY", self.tx.state_message)

    def test_a_second_decline_tells_the_newer_reason(self):
        """R-04: several tries on the gateway's page under one reference."""
        self.refuse("Invalid card number", trace="9.1")
        self.refuse("Insufficient funds", trace="9.2")
        self.assertIn("not enough money", self.tx.state_message)
        self.assertEqual(self.tx.provider_reference, "9.2")
        self.pay(self.tx, trace="9.3")
        self.assertPaidOnce(self.tx)
        self.assertEqual(self.tx.provider_reference, "9.3")

    def test_an_instant_eft_cancel_that_says_declined_is_a_decline(self):
        """The gateway does not tell the two apart; nothing was paid either way."""
        self.refuse("Declined", Method="4")
        self.assertEqual(self.tx.state, "error")
        self.assertEqual(self.tx.payment_method_id.code, "sagepay_instant_eft")

    def test_the_payer_reads_it_in_the_own_language(self):
        """The language of the customer, not of whoever asked the gateway."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.tx.partner_lang = "fr_FR"
        french = {
            "There is not enough money in the account. You can pay in another way.": (
                "Le solde du compte ne suffit pas."
            )
        }
        known = {("payment_sagepay", "fr_FR"): french}
        with patch.dict(code_translations.python_translations, known):
            self.refuse("Insufficient funds")
        self.assertIn("Le solde du compte ne suffit pas.", self.tx.state_message)

    def test_a_language_that_was_switched_off_does_not_stop_the_news(self):
        """I6: the payer reads it in another language, the payment moves on."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_transaction SET partner_lang = 'xx_XX' WHERE id = %s",
            [self.tx.id],
        )
        self.env.invalidate_all()
        self.refuse("Insufficient funds")
        self.assertEqual(self.tx.state, "error")
        self.assertIn("not enough money", self.tx.state_message)

    def test_a_refused_payment_never_changes_the_way_a_paid_one_was_made(self):
        """I3: news about a paid payment leaves it as it is."""
        self.pay(self.tx)
        self.refuse("Declined", trace="9.9", Method="2")
        self.assertEqual(self.tx.payment_method_id.code, "sagepay_card")
        self.assertEqual(self.tx.provider_reference, TRACE)
