from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL, format_date

STATES = [
    ("missing", "Missing"),
    ("requested", "Requested"),
    ("booking", "Being booked"),
    ("empty", "No movements"),
    ("imported", "Imported"),
    ("failed", "Failed"),
]
# The statement of these days is in the books.
DONE = ("empty", "imported")
FOUR_PLACES = (16, 4)


class SagepayStatementDay(models.Model):
    """One day of the gateway's statement: what became of it, and how it adds up.

    The day is a calendar day in Africa/Johannesburg, the balances are in rand with
    four decimals as the gateway wrote them.
    """

    _name = "sagepay.statement.day"
    _description = "Sage Pay statement day"
    _order = "date desc, id desc"
    _rec_name = "date"

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
    kind = fields.Selection(
        [("day", "Day"), ("interim", "Interim")],
        required=True,
        readonly=True,
        default="day",
    )
    state = fields.Selection(STATES, required=True, readonly=True, default="missing")

    # Getting the file.
    polling_id = fields.Char(string="Request number", readonly=True)
    requested_at = fields.Datetime(readonly=True)
    next_try_at = fields.Datetime(readonly=True)
    attempts = fields.Integer(readonly=True)
    failure = fields.Char(string="Reason", readonly=True)
    refetch = fields.Boolean(
        string="Fetch once more",
        help="A person asked for it, however old the day is.",
        readonly=True,
    )

    # The file.
    checksum = fields.Char(readonly=True, help="SHA-256 of the file as it came.")
    attachment_id = fields.Many2one("ir.attachment", string="File", readonly=True)
    opening = fields.Float(digits=FOUR_PLACES, readonly=True)
    closing = fields.Float(digits=FOUR_PLACES, readonly=True)

    # The books.
    statement_id = fields.Many2one(
        "account.bank.statement", string="Bank statement", readonly=True
    )
    line_ids = fields.One2many("sagepay.statement.line", "day_id", readonly=True)
    imported_at = fields.Datetime(readonly=True)
    books_balance = fields.Monetary(
        string="Balance in the books",
        help="Of the journal at the end of this day, when it was imported.",
        readonly=True,
    )
    is_balanced = fields.Boolean(
        string="Books agree",
        compute="_compute_is_balanced",
        store=True,
    )

    _day_once = models.Constraint(
        "unique(provider_id, kind, date)", "There is one statement per day."
    )

    @api.depends("books_balance", "closing", "state")
    def _compute_is_balanced(self):
        """Compare the journal with the gateway's closing balance, to the cent."""
        for day in self:
            day.is_balanced = (
                day.state in DONE
                and day.currency_id.compare_amounts(day.books_balance, day.closing) == 0
            )

    @api.depends("state", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Name a day by what became of it: so it reads in the calendar, too."""
        states = dict(self._fields["state"]._description_selection(self.env))
        for day in self:
            day.display_name = f"{states.get(day.state, '')}, {day._date_in_words()}"

    def _date_in_words(self):
        """Return the date as a person writes it, such as 7 Nov 2026."""
        return self._in_words(self.date)

    @api.model
    def _in_words(self, date):
        return format_date(self.env, date, date_format="d MMM y")

    @api.model
    def _in_books(self):
        """Return the states of days that are in the books."""
        return DONE

    @api.model
    def _exact(self, amount):
        """Return a stored amount as the decimal it was written as."""
        return Decimal(f"{amount:.4f}")

    @api.model
    def _of(self, provider, date, kind="day"):
        """Return the row of one day, locked, made if there is none yet.

        Two at the same moment cannot both go on: the slower one starts again and
        sees what the other did.
        """
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "INSERT INTO sagepay_statement_day (provider_id, company_id, "
                "currency_id, date, kind, state, attempts, create_uid, create_date, "
                "write_uid, write_date) VALUES (%(provider)s, %(company)s, "
                "%(currency)s, %(date)s, %(kind)s, 'missing', 0, %(uid)s, "
                "now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC') "
                "ON CONFLICT (provider_id, kind, date) DO UPDATE "
                "SET write_date = now() AT TIME ZONE 'UTC' RETURNING id",
                provider=provider.id,
                company=provider.company_id.id,
                currency=self.env.ref("base.ZAR").id,
                date=date,
                kind=kind,
                uid=self.env.uid,
            ),
            # Losing this race is normal and repeated by the caller: no error line.
            log_exceptions=False,
        )
        day = self.browse(self.env.cr.fetchone()[0])
        self.invalidate_model()
        return day

    def _or_as_it_is(self, state):
        """Return the new state; a day in the books stays what it is."""
        return self.state if self.refetch and self.state in DONE else state

    def _set_requested(self, polling_id):
        """Remember what to come back for."""
        self.write(
            {
                "state": self._or_as_it_is("requested"),
                "polling_id": polling_id,
                "requested_at": fields.Datetime.now(),
                "next_try_at": False,
                "attempts": self.attempts + 1,
                "failure": False,
            }
        )

    def _set_missing(self, reason, next_try_at):
        """There is nothing yet, which is not an error; try again at a time (UTC)."""
        self.write(
            {
                "state": self._or_as_it_is("missing"),
                "refetch": False,
                "polling_id": False,
                "failure": reason,
                "next_try_at": next_try_at,
            }
        )

    def _set_failed(self, reason, next_try_at=False):
        """Say why the day is not in the books; without a time, a person must act."""
        self.write(
            {
                "state": self._or_as_it_is("failed"),
                "refetch": False,
                "polling_id": False,
                "failure": reason[:250],
                "next_try_at": next_try_at,
                "attempts": self.attempts + 1,
            }
        )

    def _set_booking(self, statement, checksum, attachment):
        """The file is safe and its lines are stored; the books come next."""
        self.write(
            {
                "state": "booking",
                "refetch": False,
                "opening": statement.opening,
                "closing": statement.closing,
                "checksum": checksum,
                "attachment_id": attachment.id,
                "failure": False,
                "next_try_at": False,
                "polling_id": False,
            }
        )

    def _set_unchanged(self):
        """The file came once more and says what it said before."""
        if self.state in ("missing", "requested", "failed"):
            self.state = "booking"
        self.write({"refetch": False, "polling_id": False, "failure": False})

    def _set_imported(self, books_balance):
        """Every line of the day is in the books or listed."""
        self.write(
            {
                "state": "imported" if self.line_ids else "empty",
                "books_balance": books_balance,
                "imported_at": fields.Datetime.now(),
                "failure": False,
                "next_try_at": False,
            }
        )
