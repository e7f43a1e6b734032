from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..link.customer_zone_link import DOCUMENT_FIELDS

# Single activities and the totals of those that were cleaned up, in one shape.
ACTIVITY_SQL = """
SELECT {column} AS document_id, first_at, last_at, times, recipient_id,
       kind = 'sent' AS is_sending,
       kind IN ('view', 'pdf') AND is_customer AS is_view
  FROM (SELECT {column}, kind, is_customer, happened_at AS first_at,
               happened_at AS last_at, 1 AS times, recipient_id
          FROM customer_zone_event
         UNION ALL
        SELECT {column}, kind, is_customer, first_at, last_at, times, NULL
          FROM customer_zone_event_tally) AS every_activity
 WHERE {column} IS NOT NULL AND kind IN ('sent', 'view', 'pdf')
"""

MARKS_SQL = """
SELECT document_id, sent_at,
       min(first_at) FILTER (WHERE is_fresh),
       max(last_at) FILTER (WHERE is_fresh),
       COALESCE(sum(times) FILTER (WHERE is_fresh), 0),
       COALESCE(sum(times) FILTER (WHERE is_view), 0),
       string_agg(DISTINCT partner.name, ', ') FILTER (WHERE is_fresh)
  FROM (SELECT *, is_view AND (sent_at IS NULL OR last_at >= sent_at) AS is_fresh
          FROM (SELECT *, max(last_at) FILTER (WHERE is_sending)
                          OVER (PARTITION BY document_id) AS sent_at
                  FROM (%(activity)s) AS activity
                 WHERE document_id IN %(ids)s) AS dated) AS marked
  LEFT JOIN res_partner AS partner ON partner.id = marked.recipient_id
 GROUP BY document_id, sent_at
"""

LAST_SQL = """
SELECT document_id FROM (%(activity)s) AS activity
 GROUP BY document_id
HAVING %(condition)s
"""
SENT_AT = "max(last_at) FILTER (WHERE is_sending)"
SEEN_AT = "max(last_at) FILTER (WHERE is_view)"
NEVER = "'-infinity'::timestamp"


class CustomerZoneDocumentMixin(models.AbstractModel):
    """Marks of a document: who of the customer's people opened it, and when.

    They start anew whenever the document is sent again.
    """

    _inherit = "customer.zone.document.mixin"

    # Staff alone read these; customers see their own page, not our notes.
    customer_zone_sent_at = fields.Datetime(
        string="Last Sent",
        compute="_compute_customer_zone_views",
        groups="base.group_user",
        help="When the document was e-mailed to the customer the last time (UTC).",
    )
    customer_zone_first_view = fields.Datetime(
        string="First Viewed",
        compute="_compute_customer_zone_views",
        groups="base.group_user",
        help="When the customer opened it for the first time since it was last sent "
        "(UTC).",
    )
    customer_zone_last_view = fields.Datetime(
        string="Viewed by Customer",
        compute="_compute_customer_zone_views",
        groups="base.group_user",
        help="When the customer opened it the last time since it was last sent (UTC).",
    )
    customer_zone_view_count = fields.Integer(
        string="Times Viewed",
        compute="_compute_customer_zone_views",
        groups="base.group_user",
        help="How often the customer opened it since it was last sent.",
    )
    customer_zone_total_views = fields.Integer(
        string="Times Viewed in All",
        compute="_compute_customer_zone_views",
        groups="base.group_user",
    )
    customer_zone_viewers = fields.Char(
        string="Viewed by",
        compute="_compute_customer_zone_views",
        groups="base.group_user",
        help="The contacts of the customer who opened it since it was last sent.",
    )
    customer_zone_viewed = fields.Selection(
        [("no", "Not Viewed"), ("yes", "Viewed")],
        string="Viewed",
        compute="_compute_customer_zone_views",
        search="_search_customer_zone_viewed",
        groups="base.group_user",
        help="Whether the customer opened it since it was last sent.",
    )
    customer_zone_waiting_days = fields.Integer(
        string="Days Not Viewed",
        compute="_compute_customer_zone_views",
        search="_search_customer_zone_waiting_days",
        groups="base.group_user",
        help="Days since it was last sent, as long as the customer did not open it.",
    )

    @api.model
    def _zone_activity_sql(self):
        """Return the query of all sendings and views of documents of this model."""
        self.env["customer.zone.event"].flush_model()
        self.env["customer.zone.event.tally"].flush_model()
        # The name of a column, from our own table of fields.
        return SQL(ACTIVITY_SQL.format(column=DOCUMENT_FIELDS[self._name]))

    def _compute_customer_zone_views(self):
        """Read the marks of all records in one query, however many there are."""
        rows = []
        if ids := tuple(self._origin.ids):
            activity = self._zone_activity_sql()
            rows = self.env.execute_query(SQL(MARKS_SQL, activity=activity, ids=ids))
        marks = {row[0]: row[1:] for row in rows}
        now = fields.Datetime.now()
        for record in self:
            nothing = (False, False, False, 0, 0, False)
            sent, first, last, count, total, names = marks.get(
                record._origin.id, nothing
            )
            record.customer_zone_sent_at = sent
            record.customer_zone_first_view = first
            record.customer_zone_last_view = last
            record.customer_zone_view_count = count
            record.customer_zone_total_views = total
            record.customer_zone_viewers = names
            record.customer_zone_viewed = "yes" if last else "no" if sent else False
            is_waiting = sent and not last
            record.customer_zone_waiting_days = (now - sent).days if is_waiting else 0

    @api.model
    def _search_customer_zone_viewed(self, operator, value):
        """Find what the customer has opened, or has not, since it was last sent."""
        if operator != "in":
            return NotImplemented
        seen = SQL(f"{SEEN_AT} >= COALESCE({SENT_AT}, {NEVER})")
        waiting = SQL(f"{SENT_AT} > COALESCE({SEEN_AT}, {NEVER})")
        conditions = {"yes": seen, "no": waiting}
        domains = [
            self._zone_activity_domain(conditions[one])
            for one in value
            if one in conditions
        ]
        if False in value:
            either = SQL("(%s OR %s)", seen, waiting)
            domains.append(~self._zone_activity_domain(either))
        return Domain.OR(domains)

    @api.model
    def _search_customer_zone_waiting_days(self, operator, value):
        """Find what was sent so many days ago or more and not opened since."""
        if operator not in (">=", ">") or not isinstance(value, int):
            return NotImplemented
        days = value if operator == ">=" else value + 1
        if days <= 0:
            return Domain.TRUE
        before = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        condition = SQL(
            f"{SENT_AT} > COALESCE({SEEN_AT}, {NEVER}) AND {SENT_AT} <= %s", before
        )
        return self._zone_activity_domain(condition)

    @api.model
    def _zone_activity_domain(self, condition):
        """Return the domain of documents whose last sending and view say so.

        :raise AccessError: for customers; the fields are closed to them, and so is
            searching by them
        """
        if not (self.env.su or self.env.user._is_internal()):
            raise AccessError(self.env._("Only staff can search by viewed marks."))
        activity = self._zone_activity_sql()
        query = SQL(LAST_SQL, activity=activity, condition=condition)
        return Domain("id", "in", query)

    def action_customer_zone_events(self):
        """Open what the customer did with this document.

        :return: an `ir.actions.act_window` dictionary
        :raise AccessError: for users who may not read activity
        """
        self.ensure_one()
        self.env["customer.zone.event"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_zone.action_customer_zone_event"
        )
        action["domain"] = [(DOCUMENT_FIELDS[self._name], "=", self.id)]
        return action
