"""Rows by the million: copies of a sample row, in SQL."""

import contextlib

# What is copied in bulk; their indexes are made anew once for all rows.
TABLES = (
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "account_payment",
    "sale_order",
    "sale_order_line",
)


@contextlib.contextmanager
def without_indexes(cr):
    """Drop the indexes of the big tables, then build them again, and ANALYZE.

    References are not checked meanwhile: what is copied refers to what is there.
    """
    cr.execute(
        """
        SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
          FROM pg_index i
         WHERE indrelid::regclass::text = ANY(%s)
           AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
        """,
        [list(TABLES)],
    )
    indexes = cr.fetchall()
    for name, _definition in indexes:
        cr.execute(f"DROP INDEX {name}")
    cr.execute("SET session_replication_role = replica")
    yield
    cr.execute("SET session_replication_role = DEFAULT")
    cr.execute("SET maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        cr.execute(definition)
    for table in (*TABLES, "res_partner"):
        cr.execute(f"ANALYZE {table}")
