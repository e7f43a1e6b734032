"""How many PDFs are made at the same time, over all workers and hosts."""

from odoo.tools import SQL, config

# Any fixed number will do, as long as nobody else locks under it.
LOCK_CLASS = 1129206608
FEWEST = 1
# Work in the background makes one PDF at a time, on a place of its own: it neither
# waits for visitors nor do they wait for it.
BATCH_PLACE = -1


class EngineBusyError(Exception):
    """As many PDFs as may be are being made right now; try again in some seconds."""


def slot_count() -> int:
    """Return how many PDFs may be made at once: half of the workers, at least one.

    The other half goes on serving pages.
    """
    return max(FEWEST, (config["workers"] or 2) // 2)


def take_slot(env) -> None:
    """Reserve one of the places until this transaction ends, whatever ends it.

    :raise EngineBusyError: at once, when all are taken
    """
    is_batch = env.context.get("customer_zone_batch")
    for number in (BATCH_PLACE,) if is_batch else range(slot_count()):
        ((is_ours,),) = env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK_CLASS, number)
        )
        if is_ours:
            return
    raise EngineBusyError()
