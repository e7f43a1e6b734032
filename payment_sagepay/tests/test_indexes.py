from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .common import TRACE, SagepayCommon


@tagged("post_install", "-at_install")
class TestIndexes(SagepayCommon):
    """P-05: what is asked for every notice or page never reads a whole table."""

    def plan_of(self, model_name, domain):
        """Return how PostgreSQL would search, were the table large."""
        records = self.env[model_name].sudo()
        records.flush_model()
        query = records._search(domain)
        # Small tables are read whole, whatever indexes there are.
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(SQL("EXPLAIN %s", query.select()))
        return "\n".join(row[0] for row in self.env.cr.fetchall())

    def assertIndexed(self, model_name, domain):
        """Fail when no index answers this search."""
        with self.subTest(model=model_name, domain=domain):
            self.assertNotIn("Seq Scan", self.plan_of(model_name, domain))

    def test_a_search_without_an_index_is_seen(self):
        """So that this test can fail."""
        plan = self.plan_of("sagepay.notice", [("posted_amount", "=", "1.00")])
        self.assertIn("Seq Scan", plan)

    def test_payments_and_notices_are_found_by_reference_and_trace(self):
        """Every notice asks these."""
        by_reference = [("reference", "=", "INV-1")]
        self.assertIndexed("payment.transaction", by_reference)
        self.assertIndexed("sagepay.notice", by_reference)
        self.assertIndexed("sagepay.notice", [("trace", "=", TRACE)])
        claim = [("provider_id", "=", self.sagepay.id), ("trace", "=", TRACE)]
        self.assertIndexed("sagepay.trace", claim)

    def test_what_is_due_and_what_was_asked_is_found(self):
        """Every run of the schedule, and the limit of look-ups."""
        now = fields.Datetime.now()
        self.assertIndexed("sagepay.notice", [("next_check_at", "<=", now)])
        self.assertIndexed("sagepay.notice", [("asked_at", ">", now)])

    def test_what_a_person_has_to_look_at_is_found(self):
        """The list of doubts."""
        self.assertIndexed("sagepay.notice", [("needs_attention", "=", True)])
        waiting = [("provider_id", "=", self.sagepay.id), ("state", "=", "open")]
        self.assertIndexed("sagepay.exception", waiting)
        number = [("provider_id", "=", self.sagepay.id), ("number", "=", "7")]
        self.assertIndexed("sagepay.statement.line", number)
