from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

KINDS = [
    ("not_in_books", "Paid at the gateway, not in the books"),
    ("deposit", "Direct deposit to match"),
    ("amount_differs", "Amount differs"),
    ("paid_twice", "Paid a second time"),
    ("reversal", "Refund, chargeback or return"),
    ("unclassified", "Line without a known meaning"),
    ("changed", "Line changed after it was booked"),
    ("payout_open", "Payout not in the bank yet"),
    ("payout_returned", "Payout returned"),
    ("not_on_statement", "In the books, not on the statement"),
    ("chain", "Days that do not follow"),
    ("balance", "Balance differs from the books"),
    ("day_missing", "Statement missing"),
    ("fetch_refused", "Statement service refuses us"),
]
# What a person must know at once, beside the list.
ALARMING = {
    "reversal",
    "unclassified",
    "not_on_statement",
    "changed",
    "paid_twice",
    "fetch_refused",
}
# What the import and the buttons decide, never a person directly.
FACTS = frozenset(
    "kind state provider_id company_id currency_id date amount line_id day_id "
    "transaction_id settled_elsewhere closed_at closed_by_id".split()
)


class SagepayException(models.Model):
    """Something about the gateway's money that a person has to settle.

    There is one row per cause, however often the cause is found. A row is closed by
    what its button did, or by itself when the cause has gone.
    """

    _name = "sagepay.exception"
    _description = "Sage Pay exception"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "summary"

    kind = fields.Selection(KINDS, required=True, readonly=True)
    state = fields.Selection(
        [("open", "To do"), ("done", "Done")],
        required=True,
        readonly=True,
        default="open",
    )
    provider_id = fields.Many2one(
        "payment.provider", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="provider_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, readonly=True, ondelete="restrict"
    )
    date = fields.Date(required=True, readonly=True)
    amount = fields.Monetary(readonly=True)
    line_id = fields.Many2one(
        "sagepay.statement.line", readonly=True, index="btree_not_null"
    )
    day_id = fields.Many2one(
        "sagepay.statement.day", readonly=True, index="btree_not_null"
    )
    transaction_id = fields.Many2one(
        "payment.transaction",
        string="Payment",
        readonly=True,
        index="btree_not_null",
    )
    description = fields.Char(related="line_id.description")
    summary = fields.Char(compute="_compute_words")
    advice = fields.Text(string="What to do", compute="_compute_words")
    settled_elsewhere = fields.Boolean(
        help="A person said so: it is not listed again for the same reason.",
        readonly=True,
    )
    closed_at = fields.Datetime(readonly=True)
    closed_by_id = fields.Many2one("res.users", string="Closed by", readonly=True)

    # One row per cause: the database decides.
    _line_once = models.UniqueIndex("(kind, line_id) WHERE line_id IS NOT NULL")
    _day_once = models.UniqueIndex(
        "(kind, day_id) WHERE day_id IS NOT NULL AND line_id IS NULL"
    )
    _payment_once = models.UniqueIndex(
        "(kind, transaction_id) "
        "WHERE transaction_id IS NOT NULL AND line_id IS NULL AND day_id IS NULL"
    )
    _open_idx = models.Index("(provider_id, kind) WHERE state = 'open'")

    def write(self, vals):
        """Let people choose and comment; what happened is not theirs to change."""
        if not self.env.su and FACTS & vals.keys():
            raise AccessError(self.env._("What happened cannot be changed by hand."))
        return super().write(vals)

    @api.model
    def _list(self, vals_list):
        """Create the rows that do not exist yet and tell a person of the urgent ones.

        A row that closed by itself is opened again: its cause is back. What a person
        called settled stays so, unless the amount is another now.

        :return: the rows, new or not
        """
        found = self.browse()
        fresh = []
        for vals in vals_list:
            row = self._same_cause(vals)
            found |= row
            if not row:
                fresh.append(vals)
            else:
                row._list_again(vals)
        created = self.with_context(mail_create_nolog=True).create(fresh)
        for row in created:
            if row.kind in ALARMING:
                row._tell_accountant()
        return found | created

    def _list_again(self, vals):
        """Open a row whose cause was found once more, if that is news to anybody."""
        amount = float(vals["amount"])  # exact where it was worked out of statements
        other = bool(self.currency_id.compare_amounts(self.amount, amount))
        if other:
            self.amount = amount
        if self.state == "done" and (other or not self.settled_elsewhere):
            self.write(
                {
                    "state": "open",
                    "settled_elsewhere": False,
                    "closed_at": False,
                    "closed_by_id": False,
                }
            )

    @api.model
    def _same_cause(self, vals):
        """Return the row of the same cause, whatever its state."""
        domain = [("kind", "=", vals["kind"])]
        for name in ("line_id", "day_id", "transaction_id"):
            if vals.get(name):
                return self.search([*domain, (name, "=", vals[name])], limit=1)
        return self.browse()

    def _tell_accountant(self):
        """Put the row on the to-do list of somebody in accounting."""
        transactions = self.env["payment.transaction"]
        user = transactions._sagepay_who_closes_books(self.company_id)
        if not user:
            return
        # The list is the message; a mail for each line would bury it.
        row = self.with_context(lang=user.lang, mail_activity_quick_update=True)
        titles = dict(row._fields["kind"]._description_selection(row.env))
        row.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=titles[row.kind],
            note=row.advice,
            user_id=user.id,
        )

    def _set_settled(self):
        """Close the rows and the tasks that go with them."""
        still_open = self.filtered(lambda row: row.state == "open")
        still_open.write(
            {
                "state": "done",
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
            }
        )
        still_open.activity_ids.action_done()

    def _lock(self):
        """Hold the row until the end of the transaction and read it afresh."""
        self.ensure_one()
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE sagepay_exception SET write_date = now() AT TIME ZONE 'UTC' "
                "WHERE id = %s",
                self.id,
            ),
            # Losing this race is normal and repeated by the caller: no error line.
            log_exceptions=False,
        )
        self.invalidate_recordset()
