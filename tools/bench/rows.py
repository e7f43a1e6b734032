"""Rows by the thousand: copies of a sample row, in SQL."""


def copy(cr, table, row_id, number, **changes):
    """Copy a row in SQL, return the id before the first copy's.

    ``changes`` are SQL expressions by column, ``i`` counts the copies from 1.
    """
    cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND column_name <> 'id'",
        [table],
    )
    columns = [row[0] for row in cr.fetchall()]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(changes.get(name, f't."{name}"') for name in columns)
    cr.execute(f"SELECT last_value FROM {table}_id_seq")
    (before,) = cr.fetchone()
    cr.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} t,"
        f" generate_series(1, {number}) i WHERE t.id = {row_id} ORDER BY i"
    )
    return before
