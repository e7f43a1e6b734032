import ast
from pathlib import Path

from odoo import http
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import const
from ..controllers.main import SagepayController
from .common import TRACE, SagepayCommon

# Methods of core's that we override, and our buttons: each of these has a rights test.
OVERRIDES = {"create", "execute", "get_values", "set_values", "write"}
BUTTONS = {
    "action_book",
    "action_book_now",
    "action_book_opening",
    "action_check",
    "action_check_now",
    "action_close",
    "action_dealt_with",
    "action_fetch_again",
    "action_match",
    "action_open_entry",
    "action_open_exception",
    "action_reopen_invoice",
    "action_sagepay_check",
    "action_sagepay_check_keys",
    "action_sagepay_days",
    "action_sagepay_exceptions",
    "action_sagepay_freeze_base_url",
    "action_sagepay_mail_again",
    "action_sagepay_make_journal",
    "action_upload",
}
ADDON = Path(__file__).resolve().parent.parent


@tagged("post_install", "-at_install")
class TestGuarantees(SagepayCommon):
    """Nothing shipped can invent a payment."""

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))

    def test_the_routes_are_the_four_addresses_and_no_more(self):
        """O-05: what is public is written down here."""
        routes = {}
        for _name, member in vars(SagepayController).items():
            routing = getattr(member, "original_routing", None)
            for path in routing["routes"] if routing else ():
                routes[path] = routing
        self.assertEqual(set(routes), set(const.CALLBACK_PATHS.values()))
        for path, routing in routes.items():
            with self.subTest(path=path):
                self.assertEqual(routing["auth"], "public")
                self.assertEqual(routing["methods"], ["GET", "POST"])
                self.assertIs(routing["csrf"], False)
                self.assertIs(routing["save_session"], False)
                self.assertEqual(routing["max_content_length"], 16 * 1024)

    def test_no_other_controller_is_hidden_in_the_addon(self):
        """O-05: the whole addon has one controller class."""
        ours = [
            cls
            for cls in http.Controller.children_classes.get("payment_sagepay", [])
            if cls.__module__.startswith("odoo.addons.payment_sagepay")
        ]
        self.assertEqual(ours, [SagepayController])

    def test_without_a_verified_notice_nothing_moves(self):
        """O-05: whatever data another module passes to core's hook."""
        for data in ({}, {"reference": self.tx.reference, "amount": 100.0}):
            with self.subTest(data=data), self.assertRaises(ValidationError):
                self.tx._process("sagepay", data)
        self.assertEqual(self.tx.state, "draft")

    def test_a_notice_that_was_not_verified_moves_nothing(self):
        """I2: a stored claim is not an answer."""
        notice = self.tell(self.fields_for(self.tx))
        with self.assertRaises(ValidationError):
            self.tx._process("sagepay", notice._payment_data())
        self.assertEqual(self.tx.state, "draft")

    def test_the_verified_notice_of_another_payment_moves_nothing(self):
        """I2, N-03 one level deeper: in core's hook itself."""
        notice = self.pay(self.tx)
        other = self.make_tx(self.make_invoice(100.0))
        with self.assertRaises(ValidationError):
            other._process("sagepay", {"reference": other.reference, "notice": notice})
        self.assertEqual(other.state, "draft")

    @mute_logger("odoo.addons.payment.models.payment_transaction")
    def test_the_amount_is_compared_in_cores_hook_too_in_every_state(self):
        """N-07..N-09 one level deeper: error, cancel, pending and draft."""
        notice = self.pay(self.tx, amount="99.99")
        claim = {"provider_id": self.tx.provider_id.id, "trace": TRACE}
        self.env["sagepay.trace"].sudo().create(
            {**claim, "transaction_id": self.tx.id, "notice_id": notice.id}
        )
        for state in ("draft", "pending", "error", "cancel"):
            self.tx.state = state
            for _time in range(3):
                with self.subTest(state=state):
                    try:
                        self.tx._process("sagepay", notice._payment_data())
                    except ValidationError:
                        self.assertNotEqual(self.tx.state, "done")
                    self.assertNotEqual(self.tx.state, "done")

    def test_a_payment_in_full_without_its_claim_moves_nothing(self):
        """N-05 one level deeper: the trace must be claimed for this payment."""
        notice = self.pay(self.tx)
        self.env["sagepay.trace"].sudo().search([("trace", "=", TRACE)]).unlink()
        self.tx.state = "error"
        with self.assertRaises(ValidationError):
            self.tx._process("sagepay", notice._payment_data())
        self.assertEqual(self.tx.state, "error")

    def test_done_is_set_in_one_place(self):
        """O-05: no button, route or server action of ours reaches it otherwise."""
        found = []
        for path in ADDON.rglob("*.py"):
            if "tests" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Attribute) and node.attr == "_set_done":
                    found.append(path.name)
        self.assertEqual(found, ["payment_transaction_outcome.py"])

    def test_states_are_never_written_directly(self):
        """House rule 9: only ``_set_*`` moves a payment."""
        files = list((ADDON / "models").rglob("payment_transaction*.py"))
        self.assertTrue(files)
        for path in files:
            source = path.read_text()
            self.assertNotIn('"state":', source)
            self.assertNotIn(".state = ", source)

    def test_no_public_method_of_ours_is_an_api_by_accident(self):
        """A-12: what has no underscore can be called from outside; listed by hand."""
        found = set()
        for folder in ("models", "wizards"):
            for path in (ADDON / folder).rglob("*.py"):
                for node in ast.walk(ast.parse(path.read_text())):
                    if isinstance(node, ast.ClassDef):
                        found |= {
                            member.name
                            for member in node.body
                            if isinstance(member, ast.FunctionDef)
                            and not member.name.startswith("_")
                        }
        self.assertEqual(found, OVERRIDES | BUTTONS)
