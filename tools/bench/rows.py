"""Rows by the thousand and by the million: copies of a sample row, in SQL."""


def copy(cr, table, row_id, number, **changes):
    """Copy a row so many times; see :func:`copy_for_each`."""
    source = f"(SELECT generate_series(1, {number}) AS i)"
    return copy_for_each(cr, table, row_id, source, **changes)


def copy_for_each(cr, table, row_id, source, **changes):
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
