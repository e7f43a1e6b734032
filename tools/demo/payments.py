"""Payments and refunds of the demo ledgers, posted and matched through the ORM."""

from .documents import instalment, receivable


class Payments:
    """Posts the payments of one customer and matches each with what it settled."""

    def __init__(self, env, calendar, documents):
        self.env = env
        self.calendar = calendar
        self.documents = documents
        self.by_serial = {}
        company = env.company
        self.journals = {
            way: env["account.journal"].search(
                [("company_id", "=", company.id), ("code", "=", code)], limit=1
            )
            for way, code in (("eft", "BNK1"), ("card", "SAGE"))
        }

    def post(self, customer, payments):
        """Create, post, number and match the given payments of one customer."""
        for row in payments:
            payment = self.env["account.payment"].create(self._values(customer, row))
            payment.action_post()
            payment.move_id.name = self.calendar.number("PAY", row.date, row.serial)
            self.by_serial[row.serial] = payment
            self._match(payment, row)
            if row.way == "eft":
                self._bank_line(payment)

    def _values(self, customer, row):
        kind = "outbound" if row.refund_of else "inbound"
        journal = self.journals[row.way]
        methods = journal[f"{kind}_payment_method_line_ids"]
        return {
            "payment_type": kind,
            "partner_type": "customer",
            "partner_id": customer.id,
            "amount": row.amount,
            "journal_id": journal.id,
            "payment_method_line_id": methods[:1].id,
            "date": self.calendar.day(row.date),
            "memo": row.memo,
        }

    def _match(self, payment, row):
        others = [
            instalment(self.documents.by_serial[serial], part)
            for serial, part in row.settles
        ]
        if row.refund_of:
            others.append(receivable(self.by_serial[row.refund_of].move_id))
        if others:
            lines = receivable(payment.move_id).concat(*others)
            (receivable(payment.move_id) | lines).reconcile()

    def _bank_line(self, payment):
        """Put the transfer on the bank statement and match the payment with it."""
        # sudo: statement lines belong to a group that nobody has by default.
        line = (
            self.env["account.bank.statement.line"]
            .sudo()
            .create(
                {
                    "journal_id": payment.journal_id.id,
                    "date": payment.date,
                    "payment_ref": payment.memo,
                    "partner_id": payment.partner_id.id,
                    "amount": payment.amount,
                    "counterpart_account_id": payment.outstanding_account_id.id,
                }
            )
        )
        transit = line.move_id.sudo(False).line_ids | payment.move_id.line_ids
        transit.filtered(
            lambda item: item.account_id == payment.outstanding_account_id
        ).reconcile()
