import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import const
from ...paynow.callback import parse_notice
from ...paynow.scrub import scrub_pairs

OUTCOMES = [
    ("waiting", "Not verified yet"),
    ("paid", "Paid"),
    ("duplicate", "Already booked"),
    ("pending", "Waiting for the money"),
    ("declined", "Declined"),
    ("cancelled", "Cancelled"),
    ("amount_differs", "Amount differs"),
    ("second_payment", "Paid a second time"),
    ("late_decline", "Declined after it was paid"),
    ("contradictory", "Gateway contradicts itself"),
    ("trace_used", "Trace belongs to another payment"),
    ("reference_differs", "Trace belongs to another reference"),
    ("unknown_trace", "Gateway does not know the trace"),
    ("unknown_reference", "Reference unknown here"),
    ("other_provider", "Payment of another provider"),
    ("company_differs", "Documents of another company"),
    ("currency_differs", "Payment is not in rand"),
    ("no_trace", "No trace to look up"),
    ("given_up", "Could not be verified"),
]


class SagepayNotice(models.Model):
    """What was posted to a callback address, kept as evidence.

    A row is written and committed before anything is done about it. What was posted
    never changes afterwards and is never believed; what the gateway answered when we
    asked stands beside it. Received, verified and processed are three facts.
    """

    _name = "sagepay.notice"
    _description = "Sage Pay notice"
    _order = "id desc"
    _rec_name = "reference"

    # As posted: untrusted, scrubbed, never changed.
    kind = fields.Selection(
        [
            ("notify", "Notify"),
            ("accept", "Accept"),
            ("decline", "Decline"),
            ("redirect", "Redirect"),
            ("check", "Checked by hand"),
        ],
        string="Address",
        required=True,
        readonly=True,
    )
    received_at = fields.Datetime(
        string="Received at", required=True, readonly=True, index=True
    )
    posted = fields.Text(string="As posted", readonly=True)
    trace = fields.Char(readonly=True, index="btree_not_null")
    reference = fields.Char(readonly=True, index="btree_not_null")
    posted_accepted = fields.Selection(
        [("yes", "Accepted"), ("no", "Not accepted")],
        string="Said to be",
        readonly=True,
    )
    posted_amount = fields.Char(string="Amount as posted", readonly=True)
    posted_reason = fields.Char(string="Reason as posted", readonly=True)
    posted_method = fields.Integer(string="Number of the way to pay", readonly=True)
    posted_faults = fields.Char(string="Not as documented", readonly=True)

    # Which payment the reference names. Looked up, not stored: a foreign key would
    # make storing evidence wait for whoever is working on the payment.
    transaction_id = fields.Many2one(
        "payment.transaction",
        string="Payment",
        compute="_compute_transaction_id",
        compute_sudo=True,
    )
    provider_id = fields.Many2one("payment.provider", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", readonly=True)

    # What the gateway answered when we asked.
    verified_at = fields.Datetime(string="Verified at", readonly=True)
    reply_reference = fields.Char(string="Reference at the gateway", readonly=True)
    reply_accepted = fields.Boolean(string="Accepted by the gateway", readonly=True)
    reply_amount = fields.Monetary(string="Amount at the gateway", readonly=True)
    reply_reason = fields.Char(string="Reason of the gateway", readonly=True)
    reply_text = fields.Text(string="Answer of the gateway", readonly=True)

    # What came of it.
    processed_at = fields.Datetime(string="Followed at", readonly=True)
    outcome = fields.Selection(
        OUTCOMES, required=True, default="waiting", readonly=True
    )
    contradiction = fields.Boolean(
        help="What was posted is not what the gateway says.", readonly=True
    )
    attempts = fields.Integer(string="Look-ups", readonly=True)
    next_check_at = fields.Datetime(
        string="Next look-up", readonly=True, index="btree_not_null"
    )
    failure = fields.Char(string="Last failure", readonly=True)

    _POSTED_FIELDS = frozenset(
        "kind received_at posted trace reference posted_accepted posted_amount "
        "posted_reason posted_method posted_faults".split()
    )

    @api.depends("reference")
    def _compute_transaction_id(self):
        """Find the Sage Pay payment of exactly this reference."""
        found = self.env["payment.transaction"].search(
            [
                ("reference", "in", [r for r in self.mapped("reference") if r]),
                ("provider_code", "=", const.PROVIDER_CODE),
            ]
        )
        by_reference = {tx.reference: tx for tx in found}
        for notice in self:
            notice.transaction_id = by_reference.get(notice.reference, False)

    def write(self, vals):
        """Keep what was posted as it was posted, whoever asks."""
        if self._POSTED_FIELDS & vals.keys():
            raise UserError(
                self.env._("What was posted is evidence and stays as it is.")
            )
        return super().write(vals)

    def _write_shortened(self, vals):
        """Write past that guard: for the job that removes personal data, alone."""
        return models.BaseModel.write(self, vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Refuse to delete evidence."""
        raise UserError(self.env._("Notices are evidence and cannot be deleted."))

    @api.model
    def _store(self, kind, pairs):
        """Create the row of one posted notice and return it.

        :param str kind: which address it came to
        :param pairs: (name, value) texts as posted, in their order
        """
        notice = parse_notice(pairs)
        tx = self._transaction_named(notice.reference)
        ours = tx.provider_code == const.PROVIDER_CODE
        return self.create(
            {
                "kind": kind,
                "received_at": fields.Datetime.now(),
                "posted": self._as_evidence(pairs),
                "trace": notice.trace,
                "reference": notice.reference,
                "posted_accepted": {True: "yes", False: "no"}.get(notice.accepted),
                "posted_amount": notice.amount_text,
                "posted_reason": notice.reason,
                "posted_method": notice.method,
                "posted_faults": "; ".join(notice.malformed),
                "currency_id": self.env.ref("base.ZAR").id,
                "provider_id": tx.provider_id.id if ours else False,
                "company_id": tx.company_id.id if ours else False,
                **self._first_step(notice, tx),
            }
        )

    @api.model
    def _as_evidence(self, pairs):
        """Return posted pairs as text a database takes, without card data and keys."""
        return json.dumps(scrub_pairs(pairs), indent=1)[: const.MAX_CALLBACK_BYTES]

    @api.model
    def _transaction_named(self, reference):
        """Return the payment of exactly this reference, of whatever provider."""
        transactions = self.env["payment.transaction"]
        if not reference:
            return transactions
        return transactions.search([("reference", "=", reference)], limit=1)

    @api.model
    def _first_step(self, notice, tx):
        """Return the values that say what happens next to a posted notice.

        Nothing is looked up for a payment that is not ours, or without a trace: no
        answer could change anything here.
        """
        now = fields.Datetime.now()
        outcome = None
        if not tx:
            outcome = "unknown_reference"
        elif tx.provider_code != const.PROVIDER_CODE:
            outcome = "other_provider"
        elif not notice.trace:
            outcome = "no_trace"
        if outcome:
            return {
                "outcome": outcome,
                "processed_at": now,
                # Somebody says money was accepted: then a person should know.
                "contradiction": outcome == "no_trace" and notice.accepted is True,
            }
        # If this worker dies before it has asked, the scheduled action asks instead.
        return {"next_check_at": fields.Datetime.add(now, minutes=1)}
