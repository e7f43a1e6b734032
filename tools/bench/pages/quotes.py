"""A customer's quotes and orders in SQL."""

from ..rows import copy_for_each
from .plan import DAYS, TODAY

SALES = """
SELECT i, DATE '{today}' - (i * {days} / {count})::int AS day,
       CASE WHEN i % 10 > 0 THEN 'sale' WHEN i % 20 = 0 THEN 'cancel' ELSE 'sent' END
       AS state, i * 10 <= {count} AS is_new
  FROM generate_series(1::bigint, {count}) i
"""


def order(cr, samples, count, label):
    """Write confirmed, open, expired and declined quotes, each with one line."""
    source = f"({SALES.format(today=TODAY, days=DAYS, count=count)})"
    before = copy_for_each(
        cr,
        "sale_order",
        samples.order,
        source,
        name=f"'{label}/S/' || s.i",
        state="s.state",
        date_order="s.day",
        customer_zone_sent_on="s.day",
        validity_date="CASE WHEN s.is_new THEN current_date + 30 ELSE s.day + 30 END",
        access_token="NULL",
    )
    copy_for_each(
        cr,
        "sale_order_line",
        samples.order_line,
        source,
        order_id=f"{before} + s.i",
        state="s.state",
    )
