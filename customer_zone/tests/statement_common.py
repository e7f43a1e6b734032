from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from unittest.mock import patch

from odoo import Command

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.customer_zone.statement import Ask, Kind, build_statement

MATCHED = (
    "odoo.addons.customer_zone.models.ledger.account_partial_reconcile.company_today"
)


class StatementCommon(AccountTestInvoicingCommon):
    """A company with one foreign currency, and short ways to write a ledger."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.home = cls.company.currency_id
        cls.foreign = cls.setup_other_currency(
            "EUR", rates=[("2026-01-01", 0.05), ("2026-10-01", 0.04)]
        )
        cls.customer = cls._partner("Blue Crane Architects CC")
        cls.receivable = cls.company_data["default_account_receivable"]
        cls.revenue = cls.company_data["default_account_revenue"]
        cls.bank = cls.company_data["default_journal_bank"]
        outstanding = cls.env["account.account"].create(
            {
                "name": "Outstanding",
                "code": "OUTST9",
                "account_type": "asset_current",
                "reconcile": True,
            }
        )
        methods = (
            cls.bank.inbound_payment_method_line_ids
            | cls.bank.outbound_payment_method_line_ids
        )
        methods.payment_account_id = outstanding

    @classmethod
    def _partner(cls, name, **values):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "property_account_receivable_id": cls.company_data[
                    "default_account_receivable"
                ].id,
                **values,
            }
        )

    @classmethod
    def _invoice(cls, amount, day, due=None, sort="out_invoice", **values):
        """Post an invoice or credit note without tax."""
        move = cls.env["account.move"].create(
            {
                "move_type": sort,
                "partner_id": cls.customer.id,
                "invoice_date": day,
                "date": day,
                "invoice_payment_term_id": False,
                "invoice_date_due": due or day,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Plan",
                            "quantity": 1,
                            "price_unit": amount,
                            "tax_ids": [],
                            "account_id": cls.company_data[
                                "default_account_revenue"
                            ].id,
                        }
                    )
                ],
                **values,
            }
        )
        move.action_post()
        return move

    @classmethod
    def _credit_note(cls, amount, day, **values):
        return cls._invoice(amount, day, sort="out_refund", **values)

    @classmethod
    def _payment(cls, amount, day, **values):
        """Post money from the customer; a refund with payment_type outbound."""
        payment = cls.env["account.payment"].create(
            {
                "partner_id": cls.customer.id,
                "partner_type": "customer",
                "payment_type": "inbound",
                "amount": amount,
                "date": day,
                "journal_id": cls.bank.id,
                **values,
            }
        )
        payment.action_post()
        return payment

    @classmethod
    def _entry(cls, amount, day, account=None, label="Opening balance", **values):
        """Post a journal entry that charges (or, below zero, credits) the customer."""
        customer = values.pop("customer", cls.customer)
        foreign = values.pop("foreign", None)
        items = [
            {"account_id": (account or cls.receivable).id, "balance": amount},
            {"account_id": cls.revenue.id, "balance": -amount},
        ]
        for item in items:
            item |= {"partner_id": customer.id, "name": label}
            if foreign:
                sign = 1 if item["balance"] == amount else -1
                item |= {"currency_id": cls.foreign.id}
                item |= {"amount_currency": sign * foreign}
        move = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "date": day,
                "line_ids": [Command.create(item) for item in items],
                **values,
            }
        )
        move.action_post()
        return move

    @contextmanager
    def _on(self, day):
        """Let matching made inside carry this day."""
        with patch(MATCHED, lambda company: date.fromisoformat(day)):
            yield

    @contextmanager
    def _books_of(self, data):
        """Write entries inside into another company's accounts."""
        kept = self.receivable, self.revenue
        cls = type(self)
        cls.receivable = data["default_account_receivable"]
        cls.revenue = data["default_account_revenue"]
        yield
        cls.receivable, cls.revenue = kept

    def _match(self, day, *documents):
        """Match the receivable items of documents on a day."""
        lines = self._items(*documents)
        with self._on(day):
            lines.filtered(lambda line: not line.reconciled).reconcile()

    def _items(self, *documents):
        """Return the receivable items of moves and payments."""
        lines = self.env["account.move.line"]
        for document in documents:
            move = document.move_id if "move_id" in document else document
            lines |= move.line_ids.filtered(
                lambda line: line.account_id.account_type == "asset_receivable"
            )
        return lines

    def _statement(self, kind, to, since=None, customer=None, **asked):
        ask = Ask(
            kind=kind,
            date_to=date.fromisoformat(to),
            date_from=date.fromisoformat(since) if since else None,
            **asked,
        )
        return build_statement(customer or self.customer, self.company, ask)

    def _activity(self, to, since=None, **asked):
        """Return the sections of an activity by currency.

        Added up from the first entry, and from what is open: both are the same.
        """
        statement = self._statement(Kind.ACTIVITY, to, since, **asked)
        if since:
            short = self._statement(
                Kind.ACTIVITY, to, since, from_ledger=False, **asked
            )
            self.assertEqual(short.sections, statement.sections)
        return {part.figures.currency: part for part in statement.sections}

    def _open(self, to, **asked):
        """Return the sections of open items by currency."""
        statement = self._statement(Kind.OPEN, to, **asked)
        return {part.figures.currency: part for part in statement.sections}

    def _home(self, sections):
        return sections[self.home.name]

    def _ledger(self, to, customer=None):
        """Return the balance of each currency, read without the engine."""
        partners = (customer or self.customer).search(
            [("id", "child_of", (customer or self.customer).id)]
        )
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT currency.name, SUM(item.amount_currency)::text
              FROM account_move entry
              JOIN account_move_line item ON item.move_id = entry.id
              JOIN account_account account ON account.id = item.account_id
              JOIN res_currency currency ON currency.id = item.currency_id
             WHERE entry.state = 'posted' AND entry.company_id = %s
               AND entry.date <= %s AND item.partner_id = ANY(%s)
               AND account.account_type = 'asset_receivable'
               AND NOT COALESCE(account.non_trade, FALSE)
             GROUP BY currency.name
            """,
            [self.company.id, to, partners.ids],
        )
        return {name: Decimal(total) for name, total in self.env.cr.fetchall()}

    def assertAddsUp(self, section):
        """Opening, movements, closing and ageing of a section fit each other."""
        self.assertFalse(section.difference)
        self.assertEqual(section.figures.ageing.total, section.closing)
        self.assertEqual(section.figures.balance, section.closing)
        balance = section.brought_forward
        for line in section.lines:
            step = line.charge - line.credit
            balance += line.residual if section.totals is None else step
            self.assertEqual(line.balance, balance)
        self.assertEqual(section.carried_forward, balance)
        if section.totals:
            sums = section.totals
            moved = sums.invoiced + sums.credited + sums.paid
            moved += sums.refunded + sums.other
            self.assertEqual(section.opening + moved, section.closing)
            self.assertEqual(
                section.opening + sums.charges - sums.credits, section.closing
            )
        if len(section.lines) == section.line_count:
            self.assertEqual(section.carried_forward, section.closing)
