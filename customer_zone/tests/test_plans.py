import re

from odoo.tests import tagged

from .pages_common import ZonePagesCommon
from .pages_queries import read_queries

# Tables that grow with the seller's business.
BIG = (
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "account_payment",
    "customer_zone_event",
    "payment_transaction",
    "sale_order",
    "sale_order_line",
)
SCAN = re.compile(rf"Seq Scan on ({'|'.join(BIG)})\b")
PAGES = (
    "/invoices",
    *(f"/invoices?sort={sort}" for sort in ("number", "-due", "total", "-left")),
    *(f"/invoices?status={one}" for one in ("topay", "overdue", "part", "paid")),
    "/invoices?from=2020-01-01&to=2030-01-01",
    "/quotes?expired=1",
    "/quotes?show=accepted",
    "/overview",
    "/payments",
    "/payments?from=2020-01-01",
    "/credit-notes",
    "/credit-notes?show=left",
    "/statement",
    "/statement?kind=activity",
)


@tagged("post_install", "-at_install")
class TestPlans(ZonePagesCommon):
    """How PostgreSQL finds what is on a page."""

    def test_every_list_has_an_index_for_each_of_its_questions(self):
        """P-05: no table that grows is read from end to end."""
        base = self._enter()
        asked = {page: read_queries(self, base + page) for page in PAGES}
        # A table of ten rows is quickest read whole; what counts is the other way.
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for page, queries in asked.items():
            for query in queries:
                if not query.lstrip(" (\n").upper().startswith(("SELECT", "WITH")):
                    continue
                self.env.cr.execute(f"EXPLAIN {query.replace('%', '%%')}")
                plan = "\n".join(row[0] for row in self.env.cr.fetchall())
                self.assertFalse(SCAN.findall(plan), f"{page}\n{query}\n{plan}")

    def test_lists_and_overview_are_planned_for_few_rows(self):
        """P-05: also for a customer who owns most of a table."""
        base = self._enter()
        for page, table in (
            ("/invoices", "account_move"),
            ("/quotes", "sale_order"),
            ("/overview", "account_move_line"),
        ):
            queries = read_queries(self, base + page)
            first = next(i for i, one in enumerate(queries) if f'"{table}"' in one)
            told = "".join(queries[:first])
            for setting in ("enable_seqscan", "jit", "max_parallel_workers"):
                self.assertIn(f"'{setting}", told, page)

    def test_a_question_without_an_index_would_be_noticed(self):
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("EXPLAIN SELECT 1 FROM account_move WHERE narration = 'x'")
        plan = "\n".join(row[0] for row in self.env.cr.fetchall())
        self.assertEqual(SCAN.findall(plan), ["account_move"])
