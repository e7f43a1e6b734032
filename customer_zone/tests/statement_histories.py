from datetime import date, timedelta

from .statement_common import StatementCommon

START = date(2026, 1, 1)


class StatementHistories(StatementCommon):
    """Writes random ledgers, day by day, as people and banks write them."""

    def _begin(self, random, mixed):
        """Start a history: a new customer with an opening balance."""
        self.random = random
        self.mixed = mixed
        self.today = START
        type(self).customer = self._partner("Random Trading")
        self._entry(self._amount(), START.isoformat())
        self.days = [START]

    def _amount(self):
        return self.random.randint(1, 500000) / 100

    def _some_day(self):
        """Return today, or for one event in five a day that is long past."""
        if self.random.random() < 0.2:
            back = self.random.randint(0, (self.today - START).days)
            return (START + timedelta(days=back)).isoformat()
        return self.today.isoformat()

    def _money_values(self):
        foreign = self.random.random() < 0.35
        return {"currency_id": self.foreign.id} if foreign else {}

    def _step(self):
        """Let some days pass and one thing happen."""
        self.today += timedelta(days=self.random.randint(0, 25))
        self.days.append(self.today)
        events = {
            self._bill: 5,
            self._bill_in_parts: 2,
            self._credit: 2,
            self._pay: 4,
            self._pay_back: 1,
            self._write_off: 1,
            self._match_some: 5,
            self._unmatch: 1,
            self._reverse: 1,
            self._back_to_draft: 1,
        }
        (event,) = self.random.choices(list(events), list(events.values()))
        event()

    def _bill(self):
        day = self._some_day()
        due = date.fromisoformat(day) + timedelta(days=self.random.randint(0, 60))
        self._invoice(self._amount(), day, due=due.isoformat(), **self._money_values())

    def _bill_in_parts(self):
        self._invoice(
            self._amount(),
            self._some_day(),
            invoice_payment_term_id=self.parts.id,
            **self._money_values(),
        )

    def _credit(self):
        self._credit_note(self._amount(), self._some_day(), **self._money_values())

    def _pay(self):
        self._payment(self._amount(), self._some_day(), **self._money_values())

    def _pay_back(self):
        values = {"payment_type": "outbound", **self._money_values()}
        self._payment(self._amount(), self._some_day(), **values)

    def _write_off(self):
        item = self._open_item(lambda line: line.amount_residual > 0)
        if item and item.currency_id == self.home:
            entry = self._entry(-item.amount_residual, self.today.isoformat())
            self._match_items(item | self._items(entry))

    def _open_item(self, condition):
        items = self._all_items().filtered(
            lambda line: (
                not line.reconciled
                and line.amount_residual_currency
                and line.parent_state == "posted"
                and condition(line)
            )
        )
        return self.random.choice(items) if items else items

    def _all_items(self):
        return self.env["account.move.line"].search(
            [
                ("partner_id", "=", self.customer.id),
                ("account_id.account_type", "=", "asset_receivable"),
            ],
            order="id",
        )

    def _match_some(self):
        charge = self._open_item(lambda line: line.amount_residual_currency > 0)
        credit = self._open_item(
            lambda line: (
                line.amount_residual_currency < 0
                and (self.mixed or line.currency_id == charge.currency_id)
            )
        )
        if charge and credit:
            self._match_items(charge | credit)

    def _match_items(self, items):
        with self._on(self.today.isoformat()):
            items.reconcile()

    def _unmatch(self):
        items = self._all_items().filtered("matched_debit_ids")
        if items:
            self.random.choice(items).remove_move_reconcile()

    def _moves(self):
        return self._all_items().move_id.filtered(
            lambda move: move.is_invoice() and move.state == "posted"
        )

    def _reverse(self):
        moves = self._moves().filtered(lambda move: move.move_type == "out_invoice")
        if moves:
            with self._on(self.today.isoformat()):
                self.random.choice(moves)._reverse_moves(
                    [{"date": self.today, "invoice_date": self.today}],
                    cancel=self.random.random() < 0.5,
                )

    def _back_to_draft(self):
        moves = self._moves()
        if moves:
            self.random.choice(moves).button_draft()
