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


def copy(cr, table, row_id, source, **changes):
    """Copy a row once per row of ``source``; return the id before the first copy's.

    The copies' ids are that one plus the ``i`` of the source, which counts from 1.

    :param source: SQL of a relation, called ``s``, with a column ``i``
    :param changes: SQL expressions by column; ``t`` is the sample
    """
    cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND column_name <> 'id'",
        [table],
    )
    columns = [row[0] for row in cr.fetchall()]
    unknown = set(changes) - set(columns)
    if unknown:
        raise ValueError(f"{table} has no {', '.join(sorted(unknown))}")
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(changes.get(name, f't."{name}"') for name in columns)
    cr.execute(f"SELECT MAX(id) FROM {table}")
    (before,) = cr.fetchone()
    cr.execute(
        f"INSERT INTO {table} (id, {names}) SELECT {before} + s.i, {values}"
        f" FROM {table} t, {source} s WHERE t.id = {row_id} ORDER BY s.i"
    )
    cr.execute(f"SELECT setval('{table}_id_seq', MAX(id)) FROM {table}")
    return before


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
