import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .common import TRACE, SagepayCommon


@tagged("post_install", "-at_install")
class TestEvidence(SagepayCommon):
    """Notices: kept as they came, read by accountants, changed by nobody."""

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))
        self.notice = self.pay(self.tx)

    def test_received_verified_and_processed_are_three_facts(self):
        """House rule 10: each has its own field and its own moment."""
        self.gateway.replies.clear()
        waiting = self.tell(self.fields_for(self.tx, trace="1.1"))
        self.assertTrue(waiting.received_at)
        self.assertFalse(waiting.verified_at)
        self.assertFalse(waiting.processed_at)
        unknown = self.tell(self.fields_for(self.tx, Reference="X-1"))
        self.assertTrue(unknown.processed_at)
        self.assertFalse(unknown.verified_at)
        self.assertLessEqual(self.notice.received_at, self.notice.verified_at)
        self.assertLessEqual(self.notice.verified_at, self.notice.processed_at)

    def test_what_was_posted_stands_beside_what_was_answered(self):
        """Both are readable later, apart."""
        posted = dict(json.loads(self.notice.posted))
        self.assertEqual(posted["RequestTrace"], TRACE)
        self.assertEqual(posted["Amount"], "100.00")
        self.assertEqual(self.notice.transaction_id, self.tx)
        self.assertEqual(self.notice.company_id, self.company)
        self.assertEqual(json.loads(self.notice.reply_text)["RequestTrace"], TRACE)
        self.assertEqual(self.notice.reply_amount, 100.0)

    def test_what_was_posted_can_never_be_changed(self):
        """O-11: not even by the system itself."""
        for field in ("posted", "trace", "reference", "kind", "posted_amount"):
            with self.subTest(field=field), self.assertRaises(UserError):
                self.notice.write({field: "accept"})

    def test_a_notice_can_never_be_deleted(self):
        """O-11"""
        with self.assertRaises(UserError):
            self.notice.unlink()

    def new_user(self, groups):
        """Return an internal user of this company with these groups."""
        return new_test_user(
            self.env,
            login=f"user of {groups}",
            groups=groups,
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )

    def test_nobody_may_write_create_or_delete_evidence_or_claims(self):
        """O-11: billing, accountant and administrator alike."""
        claim = self.env["sagepay.trace"].search([("trace", "=", TRACE)])
        for groups in (
            "account.group_account_invoice",
            "account.group_account_manager",
            "base.group_system",
        ):
            user = self.new_user(f"base.group_user,{groups}")
            for record in (self.notice.with_user(user), claim.with_user(user)):
                with self.subTest(groups=groups, model=record._name):
                    self.assertTrue(record.has_access("read"))
                    for right in ("write", "create", "unlink"):
                        self.assertFalse(record.has_access(right))
                    with self.assertRaises(AccessError):
                        record.write({"company_id": False})

    def test_customers_and_strangers_cannot_read_notices(self):
        """A-12: no rights at all for portal, public and plain internal users."""
        plain = self.new_user("base.group_user")
        for user in (self.portal_user, self.public_user, plain):
            for model in ("sagepay.notice", "sagepay.trace"):
                with self.subTest(user=user.id, model=model):
                    self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_an_accountant_sees_the_notices_of_the_own_companies(self):
        """Several companies: each its own account."""
        other = self.setup_other_company()["company"]
        stranger = new_test_user(
            self.env,
            login="other accountant",
            groups="account.group_account_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        seen = self.env["sagepay.notice"].with_user(stranger).search([])
        self.assertNotIn(self.notice, seen)
        own = self.new_user("account.group_account_manager")
        seen = self.env["sagepay.notice"].with_user(own).search([])
        self.assertIn(self.notice, seen)

    def test_accepted_without_a_trace_is_shown_to_a_person(self):
        """Nothing to look up, yet somebody says that money was taken."""
        told = self.tell(self.fields_for(self.tx, trace=""))
        self.assertEqual(told.outcome, "no_trace")
        self.assertTrue(told.needs_attention)
        quiet = self.tell(self.fields_for(self.tx, accepted="false", trace=""))
        self.assertFalse(quiet.needs_attention)

    def test_the_payment_form_shows_its_notices(self):
        """An accountant finds the evidence from the payment."""
        self.assertEqual(self.tx.sagepay_notice_ids, self.notice)
        arch = self.env["payment.transaction"].get_view(
            self.env.ref("payment.payment_transaction_form").id, "form"
        )["arch"]
        self.assertIn("sagepay_notice_ids", arch)

    def test_storing_evidence_never_waits_for_whoever_holds_the_payment(self):
        """House rule 10: the notice has no foreign key to the payment's row."""
        self.env.cr.execute(
            "SELECT confrelid::regclass::text FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid = 'sagepay_notice'::regclass"
        )
        referred = {row[0] for row in self.env.cr.fetchall()}
        self.assertIn("payment_provider", referred)
        self.assertNotIn("payment_transaction", referred)
