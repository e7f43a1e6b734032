import json
from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.tests.common import new_test_user

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.account_payment.tests.common import AccountPaymentCommon

from .. import intake
from ..paynow.client import PayNowClient, read_status
from ..paynow.errors import PayNowError

SERVICE_KEY = "11111111-2222-4333-8444-555555555555"
TRACE = "57830.123098573"


class RecordedGateway:
    """Answers the client's one question from recorded replies, and counts."""

    def __init__(self):
        self.replies = {}
        self.asked = []

    def knows(self, trace, reference, amount="100.00", accepted=True, reason="Success"):
        """Let the gateway have a transaction, in the shape it answers."""
        self.replies[trace] = {
            "RequestTrace": trace,
            "Reference": reference,
            "Amount": amount,
            "TransactionAccepted": accepted,
            "Reason": reason,
        }

    def fails(self, trace, error):
        """Let the look-up of this trace fail."""
        self.replies[trace] = error

    def answer(self, client, trace):
        """Stand in for ``PayNowClient.check_trace``."""
        self.asked.append(trace)
        reply = self.replies.get(trace)
        if isinstance(reply, PayNowError):
            raise reply
        if reply is None:
            # An unknown trace is answered with 200 and a placeholder, as observed.
            reply = {"RequestTrace": "0.0", "TransactionAccepted": False}
        body = json.dumps(reply).encode()
        return read_status(trace, body, body.decode())


class SagepayCommon(AccountPaymentCommon):
    """A South African company with Sage Pay in test state and a recorded gateway."""

    @classmethod
    @AccountTestInvoicingCommon.setup_country("za")
    def setUpClass(cls):
        super().setUpClass()
        cls.zar = cls.env.ref("base.ZAR")
        cls.currency = cls.zar
        cls.sagepay = cls._prepare_provider(
            "sagepay", update_values={"sagepay_service_key": SERVICE_KEY}
        )
        cls.provider = cls.sagepay
        cls.journal = cls.company_data["default_journal_bank"]
        cls.sagepay.journal_id = cls.journal
        cls.card = cls.env.ref("payment.payment_method_card")
        cls.payment_method_id = cls.card.id
        cls.customer = cls.env["res.partner"].create(
            {"name": "Karoo Crafts", "email": "accounts@karoo.example"}
        )
        cls.partner = cls.customer

    def setUp(self):
        super().setUp()
        self.gateway = RecordedGateway()
        gateway = self.gateway
        self.startPatcher(
            patch.object(
                PayNowClient,
                "check_trace",
                lambda client, trace: gateway.answer(client, trace),
            )
        )

    @classmethod
    def make_invoice(cls, amount=100.0, partner=None, post=True, **values):
        """Return a customer invoice of ``amount`` rand without tax."""
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or cls.customer).id,
                "currency_id": cls.zar.id,
                "invoice_line_ids": [
                    Command.create(
                        {"name": "Work", "price_unit": amount, "tax_ids": False}
                    )
                ],
                **values,
            }
        )
        if post:
            invoice.action_post()
        return invoice

    def bookkeeper_elsewhere(self):
        """Return a bookkeeper of another company, and of that one alone."""
        other = self.setup_other_company()["company"]
        return new_test_user(
            self.env,
            login="bookkeeper elsewhere",
            groups="account.group_account_invoice",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )

    def make_tx(self, invoice=None, reference=None, **values):
        """Return a draft redirect transaction, for the whole invoice if given."""
        if invoice is not None:
            values.setdefault("amount", sum(invoice.mapped("amount_total")))
            values.setdefault("invoice_ids", [Command.set(invoice.ids)])
        values.setdefault("amount", 100.0)
        return self._create_transaction("redirect", reference=reference, **values)

    def fields_for(self, tx, accepted="true", trace=TRACE, **fields):
        """Return what the gateway posts about ``tx``."""
        posted = {
            "TransactionAccepted": accepted,
            "Reason": "Success" if accepted == "true" else "Declined",
            "CardHolderIpAddr": "164.160.81.49",
            "RequestTrace": trace,
            "Reference": tx.reference,
            "Extra1": tx.reference,
            "Extra2": "",
            "Extra3": "",
            "Amount": f"{tx.amount:.2f}",
            "Method": "1",
        }
        return {**posted, **fields}

    def tell(self, fields, kind="notify"):
        """Hand posted fields in, as the controller does; return the notice."""
        with self.test_cursors():
            intake.take_in(self.env.registry, kind, list(fields.items()))
        return self.last_notice()

    def pay(self, tx, trace=TRACE, **reply):
        """Let the gateway know an accepted payment of ``tx`` and tell about it."""
        self.gateway.knows(
            trace, tx.reference, **{"amount": f"{tx.amount:.2f}", **reply}
        )
        return self.tell(self.fields_for(tx, trace=trace))

    @contextmanager
    def test_cursors(self):
        """Let the cursors our code opens see this test's records."""
        with self.enter_registry_test_mode():
            yield

    def run_scheduled(self):
        """Run the scheduled re-check on a cursor of its own, as the scheduler does."""
        with self.test_cursors(), self.env.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["sagepay.notice"]._cron_recheck()

    def last_notice(self):
        """Return the newest notice, with the rights the system itself has."""
        return self.env["sagepay.notice"].sudo().search([], limit=1)

    def receipts(self, tx):
        """Return all payments booked for ``tx``."""
        return self.env["account.payment"].search(
            [("payment_transaction_id", "=", tx.id)]
        )

    def assertNotPaid(self, tx):
        """Fail when ``tx`` is done or anything was booked for it."""
        self.assertNotEqual(tx.state, "done")
        self.assertFalse(self.receipts(tx))
        self.assertFalse(
            self.env["sagepay.trace"].search([("transaction_id", "=", tx.id)])
        )

    def assertPaidOnce(self, tx):
        """Fail unless ``tx`` is done with one posted receipt of its amount."""
        self.assertEqual(tx.state, "done")
        receipt = self.receipts(tx)
        self.assertEqual(len(receipt), 1)
        self.assertEqual(receipt.move_id.state, "posted")
        self.assertEqual(receipt.amount, tx.amount)
