from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SagepayCommon


@tagged("post_install", "-at_install")
class TestRemoval(SagepayCommon):
    """Uninstalling keeps the books and loses no money on its way (O-09 in part)."""

    def remove(self):
        """Remove the provider as uninstalling does."""
        self.env["payment.provider"]._remove_provider("sagepay")
        self.env.invalidate_all()

    def assertKept(self):
        """Fail unless removing is refused and changes nothing."""
        with self.assertRaises(UserError):
            self.remove()
        self.env.invalidate_all()
        self.assertEqual(self.sagepay.code, "sagepay")
        self.assertEqual(self.sagepay.state, "test")

    def test_without_payments_it_goes(self):
        """Nothing to lose."""
        self.remove()
        self.assertEqual(self.sagepay.code, "none")
        self.assertEqual(self.sagepay.state, "disabled")

    def test_a_payment_under_way_is_waited_for(self):
        """The payer may be typing a card number."""
        self.make_tx(self.make_invoice(100.0))
        self.assertKept()

    def test_a_pending_payment_is_waited_for_however_old(self):
        """A bank transfer may come after weeks."""
        tx = self.make_tx(self.make_invoice(100.0))
        tx._set_pending()
        self.age(tx, 40)
        self.assertKept()

    def test_money_that_is_not_booked_is_waited_for(self):
        """Done, and no receipt yet."""
        tx = self.make_tx(self.make_invoice(100.0))
        tx._set_done()
        self.age(tx, 40)
        self.assertKept()

    def test_a_booked_payment_keeps_it_too(self):
        """As with every provider: its receipts refer to it."""
        tx = self.make_tx(self.make_invoice(100.0))
        self.pay(tx)
        self.assertPaidOnce(tx)
        self.assertKept()

    def test_forms_that_were_left_long_ago_do_not_hold_it(self):
        """Nobody is expected back."""
        tx = self.make_tx(self.make_invoice(100.0))
        self.age(tx, 3)
        cancelled = self.make_tx(self.make_invoice(50.0))
        cancelled._set_canceled()
        self.remove()
        self.assertEqual(self.sagepay.code, "none")
        self.assertEqual(tx.invoice_ids.payment_state, "not_paid")

    def test_the_dialog_lists_what_goes_and_says_to_export_it(self):
        """Only where it is this addon that leaves."""
        module = self.env.ref("base.module_payment_sagepay")
        dialog = self.env["base.module.uninstall"].create({"module_ids": module.ids})
        gone = set(dialog.model_ids.mapped("model"))
        self.assertLessEqual({"sagepay.notice", "sagepay.statement.line"}, gone)
        self.assertFalse([name for name in gone if not name.startswith("sagepay.")])
        form = etree.fromstring(dialog.get_view(view_type="form")["arch"])
        [words] = form.xpath(f"//div[@invisible='{module.id} not in module_ids']")
        self.assertIn("Export", "".join(words.itertext()))

    def age(self, tx, days):
        """Let a payment have been started ``days`` ago."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_transaction SET create_date = create_date - %s * "
            "interval '1 day' WHERE id = %s",
            [days, tx.id],
        )
        self.env.invalidate_all()
