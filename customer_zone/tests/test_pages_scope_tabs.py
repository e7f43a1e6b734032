from odoo.tests import tagged

from .quotes_common import ZoneQuotesCommon

SECRET = "9,731.00"


@tagged("post_install", "-at_install")
class TestPagesScopeTabs(ZoneQuotesCommon):
    """A-03: a contact limited to documents in its own name, tab by tab."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sibling = cls._contact("Lerato Acacia", parent_id=cls.customer.id)
        cls.own = cls._invoice(cls.contact, 11.0)
        cls.theirs = cls._invoice(cls.sibling, 9731.0, ref="LERATO-REF")
        cls.own_credit = cls._invoice(cls.contact, 3.0, move_type="out_refund")
        cls.their_credit = cls._invoice(cls.sibling, 9731.0, move_type="out_refund")
        cls.own_quote = cls._quote(cls.contact, amount=12.0)
        cls.their_quote = cls._quote(cls.sibling, amount=9731.0)
        cls.contact.customer_zone_scope = "own"

    def setUp(self):
        super().setUp()
        self.base = self._enter()

    def _assert_own_only(self, path, own, theirs):
        answer = self._get(f"{self.base}/{path}")
        self.assertEqual(answer.status_code, 200, path)
        self.assertIn(f">{own.name}<", answer.text, path)
        for secret in (theirs.name, SECRET, "LERATO-REF", "Lerato"):
            self.assertNotIn(secret, answer.text, path)

    def test_lists_hold_documents_in_the_own_name_alone(self):
        self._assert_own_only("invoices", self.own, self.theirs)
        self._assert_own_only("quotes", self.own_quote, self.their_quote)
        self._assert_own_only("credit-notes", self.own_credit, self.their_credit)

    def test_documents_of_others_do_not_exist(self):
        """A-03: on no tab."""
        for path, document in (
            ("invoices", self.theirs),
            ("quotes", self.their_quote),
            ("credit-notes", self.their_credit),
        ):
            answer = self._get(f"{self.base}/{path}/{document.id}")
            self.assertEqual(answer.status_code, 404, path)
            self.assertNotIn(SECRET, answer.text, path)

    def test_nothing_of_the_account_is_shown_or_offered(self):
        """No balance, no statement, no payments: the ledger knows no contacts."""
        page = self._get(f"{self.base}/invoices").text
        tabs = page[page.index('class="z-tabs"') : page.index("</nav>")]
        for word in ("Overview", "Payments", "Statement"):
            self.assertNotIn(word, tabs)
        for path in ("overview", "payments", "payments/export/csv", "statement"):
            answer = self._get(f"{self.base}/{path}")
            self.assertEqual(answer.status_code, 404, path)
            self.assertNotIn(SECRET, answer.text, path)
        for path in (f"invoices/{self.own.id}", f"invoices/{self.own.id}/pay"):
            text = self._get(f"{self.base}/{path}").text
            self.assertNotIn("balance", text.lower(), path)
            self.assertNotIn(SECRET, text, path)

    def test_files_totals_and_joint_payments_stay_within_the_own_documents(self):
        table = self._get(f"{self.base}/invoices/export/csv").text
        self.assertIn(self.own.name, table)
        self.assertNotIn(self.theirs.name, table)
        answer = self._get(f"{self.base}/pay?all={self.company.currency_id.name}")
        self.assertNotIn(self.theirs.name, answer.text)
        answer = self._get(f"{self.base}/pay?pay={self.own.id}&pay={self.theirs.id}")
        self.assertEqual(answer.status_code, 404)
        details = self._get(f"{self.base}/details").text
        self.assertNotIn(SECRET, details)
