"""Invoices and credit notes of the demo ledgers, posted through the ORM."""

from .company import load_terms


class Documents:
    """Posts the documents of one customer and remembers them by serial number."""

    def __init__(self, env, calendar, products, orders=None):
        self.env = env
        self.calendar = calendar
        self.products = products
        self.orders = orders or {}
        self.terms = load_terms(env)
        self.by_serial = {}

    def post_invoices(self, contact, invoices):
        """Create and post the given invoices for one invoice contact."""
        fresh = [row for row in invoices if not self._order(row)]
        moves = self.env["account.move"].create(
            [self._invoice_values(contact, row) for row in fresh]
        )
        self.by_serial.update(zip((row.serial for row in fresh), moves, strict=True))
        for row in invoices:
            if self._order(row):
                self.by_serial[row.serial] = self._from_order(contact, row)
        posted = self.env["account.move"].concat(
            *(self.by_serial[row.serial] for row in invoices)
        )
        posted.action_post()

    def post_credit_notes(self, contact, credit_notes):
        """Create and post credit notes and take each off the instalment it names."""
        for row in credit_notes:
            invoice = self.by_serial[row.for_serial]
            note = self.env["account.move"].create(
                {
                    **self._common(contact, row, "RINV"),
                    "move_type": "out_refund",
                    "ref": row.reason,
                    "invoice_payment_term_id": False,
                }
            )
            note.action_post()
            # Named after posting: before it, Odoo would take the note off by itself.
            note.reversed_entry_id = invoice
            if row.settles is not None:
                lines = receivable(note) | instalment(invoice, row.settles)
                lines.reconcile()

    def _order(self, row):
        """Return the accepted quote an invoice comes from, if there is one."""
        return self.orders.get(row.serial)

    def _invoice_values(self, contact, row):
        return {
            **self._common(contact, row, "INV"),
            "move_type": "out_invoice",
            "ref": row.order_number,
            "invoice_payment_term_id": self.terms[row.terms].id,
            "currency_id": self.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", row.currency)])
            .id,
        }

    def _common(self, contact, row, prefix):
        return {
            "partner_id": contact.id,
            "name": self.calendar.number(prefix, row.date, row.serial),
            "invoice_date": self.calendar.day(row.date),
            "date": self.calendar.day(row.date),
            "invoice_line_ids": [(0, 0, self._line(*line)) for line in row.lines],
        }

    def _line(self, key, quantity, price=None):
        values = {"product_id": self.products[key].id, "quantity": quantity}
        if price is not None:
            values["price_unit"] = price
        return values

    def _from_order(self, contact, row):
        """Return the draft invoice of an accepted quote, dated as the ledger says."""
        move = self.orders[row.serial]._create_invoices()
        values = self._common(contact, row, "INV")
        values.pop("invoice_line_ids")
        terms = self.terms[row.terms]
        move.write(
            {
                **values,
                "ref": row.order_number,
                "invoice_payment_term_id": terms.id,
            }
        )
        return move


def receivable(move):
    """Return the receivable items of a posted entry, earliest due first."""
    return move.line_ids.filtered(
        lambda line: line.account_id.account_type == "asset_receivable"
    ).sorted("date_maturity")


def instalment(invoice, part):
    """Return one instalment's item (counted from 1), or all of them for 0."""
    lines = receivable(invoice)
    return lines[part - 1] if part else lines.filtered(lambda line: not line.reconciled)
