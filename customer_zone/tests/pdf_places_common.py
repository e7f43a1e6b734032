from contextlib import contextmanager

from odoo.sql_db import db_connect
from odoo.tools import SQL

from ..report import engine_slots


@contextmanager
def all_places_taken(cr):
    """Hold every place at the PDF engine, from a connection of its own."""
    with db_connect(cr.dbname).cursor() as other:
        for number in range(engine_slots.slot_count()):
            other.execute(
                SQL(
                    "SELECT pg_advisory_xact_lock(%s, %s)",
                    engine_slots.LOCK_CLASS,
                    number,
                )
            )
        yield
