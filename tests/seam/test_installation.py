"""Installed alone, together, and removed again: the books stay as they were."""

import pytest

from tests.seam.business import BOOK, GATEWAY_ON, PAID, PENDING, USE, books
from tests.seam.stored_state import structure
from tools import databases, odoo, postgres, templates
from tools.paths import ADDONS
from tools.progress import Problem

ZONE, GATEWAY = ADDONS
# Seconds; three changes of a database's modules each, on a busy machine.
PATIENCE = 1200


def installed(database):
    """Return which of our addons are installed."""
    rows = postgres.sql(
        f"SELECT name FROM ir_module_module WHERE state = 'installed'"
        f" AND name IN {ADDONS}",
        database,
    )
    return {row[0] for row in rows}


def left_behind(database, addon):
    """Return what an uninstalled addon has left: records, tables, columns."""
    technical = addon.replace("payment_", "")
    data = postgres.sql(
        f"SELECT model || ' ' || name FROM ir_model_data WHERE module = '{addon}'",
        database,
    )
    tables = postgres.sql(
        "SELECT table_name || '.' || column_name FROM information_schema.columns"
        f" WHERE table_schema = 'public' AND (table_name LIKE '{technical}\\_%'"
        f" OR column_name LIKE '{technical}\\_%')",
        database,
    )
    return [row[0] for row in data + tables]


@pytest.mark.parametrize("ring", templates.RINGS)
def test_it_installs_without_a_complaint(ring):
    """Each alone and both together, on a database with Odoo's modules."""
    template = templates.with_addons(ring, templates.RINGS[ring])
    assert installed(template) == set(templates.RINGS[ring])


def change(database, what, addons, label):
    """Install or uninstall addons; return what Odoo logged at WARNING or above."""
    config = odoo.write_config(f"seam-{label}", ADDONS)
    command = ("module", what, *addons, "-d", database)
    log = odoo.call(config, *command, log=f"seam-{label}", failure=f"{what} {addons}")
    return templates.complaints(log)


def upgraded(database, addons, label):
    """Upgrade addons; return what Odoo logged at WARNING or above."""
    config = odoo.write_config(f"seam-{label}", ADDONS)
    return templates.complaints(odoo.upgrade(config, database, addons, f"seam-{label}"))


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("order", [(ZONE, GATEWAY), (GATEWAY, ZONE)])
def test_they_leave_without_a_trace_in_the_books(order):
    """O-09: in use, upgraded, then one leaves and the other: the books stay equal."""
    label = f"{order[0]}-first"
    template = templates.with_addons("both", ADDONS)
    with databases.temporary(template, "seam") as database:
        config = odoo.write_config("seam-both", ADDONS)
        odoo.script(config, database, BOOK + USE, f"seam-book-{label}", "Booking")
        before = books(database)
        assert all(before.values())
        assert upgraded(database, ADDONS, f"upgrade-{label}") == []
        assert books(database) == before
        staying = set(ADDONS)
        for addon in order:
            assert change(database, "uninstall", [addon], f"leave-{label}") == []
            staying.discard(addon)
            assert installed(database) == staying
            assert books(database) == before
            assert left_behind(database, addon) == []
        look = "print(env['res.partner'].search_count([]), 'partners')"
        assert "partners" in odoo.script(
            config, database, look, f"seam-look-{label}", "Loading what stays"
        )


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("addon", ADDONS)
def test_it_comes_to_books_that_are_there_and_goes_again(addon):
    """O-09: installed on a business that already runs, alone, and removed."""
    with databases.temporary(templates.base(), "seam") as database:
        config = odoo.write_config("seam-alone", ADDONS)
        odoo.script(config, database, BOOK, f"seam-alone-{addon}", "Booking")
        before = books(database)
        assert all(before.values())
        assert change(database, "install", [addon], f"come-{addon}") == []
        assert books(database) == before
        if addon == ZONE:
            shared = "SELECT state, customer_zone_shared FROM sale_order"
            assert postgres.sql(shared, database) == [["sent", "t"]]
            odoo.script(config, database, USE, f"seam-use-{addon}", "Using it")
            assert books(database) == before
        assert change(database, "uninstall", [addon], f"go-{addon}") == []
        assert books(database) == before
        assert left_behind(database, addon) == []


@pytest.mark.timeout(PATIENCE)
def test_the_gateway_stays_while_payments_of_it_exist():
    """O-09: under way or booked; refused as a whole; the zone may go alone."""
    with databases.temporary(templates.with_addons("both", ADDONS), "seam") as database:
        config = odoo.write_config("seam-both", ADDONS)
        for text, reason in (
            (BOOK + USE + GATEWAY_ON + PENDING, "under way or not booked yet"),
            (PAID, "payments using this payment method"),
        ):
            odoo.script(config, database, text, "seam-paid", "Booking")
            before, built = books(database), structure(database)
            for leaving in ([GATEWAY], ADDONS):
                with pytest.raises(Problem, match=reason):
                    change(database, "uninstall", leaving, "refused")
                assert installed(database) == set(ADDONS)
                assert (books(database), structure(database)) == (before, built)
        assert change(database, "uninstall", [ZONE], "zone-alone") == []
        assert installed(database) == {GATEWAY}
        assert books(database) == before
