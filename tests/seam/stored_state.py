"""What our addons store: the columns which a database has because of them.

`tests/fixtures/stored/<version>.txt` lists those of a release. To write the list of a
release: `./dev python -m tests.seam.stored_state > tests/fixtures/stored/VERSION.txt`.
"""

import re

from tools import postgres, templates
from tools.paths import ADDONS, ROOT

LISTS = ROOT / "tests" / "fixtures" / "stored"
# From the catalogue itself: the standard's views take minutes for so many columns.
COLUMNS = """
SELECT c.relname, a.attname
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
   AND a.attnum > 0 AND NOT a.attisdropped
"""


def columns(database):
    """Return ``{(table, column)}`` of a database, without views."""
    return {(table, column) for table, column in postgres.sql(COLUMNS, database)}


def ours(database):
    """Return what a database stores beyond what Odoo's own modules do."""
    return columns(database) - columns(templates.base())


def listed(version):
    """Return what a release stored, as `ours` does."""
    text = (LISTS / f"{version}.txt").read_text()
    return {tuple(line.split(".")) for line in text.splitlines() if line[:1] not in "#"}


def turn_back(database, version):
    """Make a database store what a release stored, and say that it is of it."""
    known = listed(version)
    tables = {table for table, _column in known}
    base = {table for table, _column in columns(templates.base())}
    drops = [
        f'ALTER TABLE "{table}" DROP COLUMN "{column}" CASCADE'
        for table, column in ours(database) - known
        if table in tables | base
    ]
    new = {table for table, _column in ours(database)} - tables - base
    drops += [f'DROP TABLE "{table}" CASCADE' for table in new]
    version_was = (
        f"UPDATE ir_module_module SET latest_version = '{version}'"
        f" WHERE name IN {ADDONS}"
    )
    postgres.sql(";".join([*drops, version_was]), database)


def structure(database):
    """Return tables, columns, constraints, indexes and views, as comparable texts."""
    rows = [
        *postgres.sql(
            "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable)"
            " FROM information_schema.columns WHERE table_schema = 'public'",
            database,
        ),
        *postgres.sql(
            "SELECT concat_ws(' ', conrelid::regclass, conname,"
            " replace(pg_get_constraintdef(oid), E'\\n', ' ')) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace",
            database,
        ),
        *postgres.sql(
            "SELECT replace(indexdef, E'\\n', ' ') FROM pg_indexes"
            " WHERE schemaname = 'public'",
            database,
        ),
    ]
    return {re.sub(r"\s+", " ", row[0]) for row in rows}


def main():
    """Print what the addons store now, one column a line."""
    with postgres.running():
        for table, column in sorted(ours(templates.with_addons("both", ADDONS))):
            print(f"{table}.{column}")


if __name__ == "__main__":
    main()
