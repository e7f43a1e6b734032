"""A copy of production for testers: it has no key, asks nobody and takes no money."""

import subprocess
from pathlib import Path

import pytest

from tests.ledger import assert_invariants
from tests.witness import Witness
from tools import odoo, postgres, venv
from tools.demo.online import SERVICE_KEY
from tools.demo.rpc import Seller
from tools.demo.serve import demo_shop
from tools.paths import ADDONS

from .conftest import ACCOUNT_KEY
from .gateway import ADDRESSES, Gateway, notice
from .payer import Started

WATCH = Path(__file__).parent / "denied"
OPEN = "SELECT reference, amount FROM payment_transaction WHERE state = 'pending'"
LIVE = f"""
UPDATE payment_provider SET state = 'enabled', is_published = TRUE,
       sagepay_account_number = '51005101234', sagepay_account_key = '{ACCOUNT_KEY}'
 WHERE code = 'sagepay' AND state != 'disabled'
"""
CRONS = """
SELECT res_id, name FROM ir_model_data WHERE model = 'ir.cron' AND module IN {}
"""


def neutralized(database):
    """Make the database what a business runs live, then what its testers get."""
    postgres.sql(LIVE, database)
    config = odoo.write_config("neutralize", ADDONS)
    odoo.call(
        config, "neutralize", "-d", database, log="neutralize", failure="Neutralizing"
    )


@pytest.fixture
def copy(tmp_path):
    """A running shop on such a copy; every way out of it is watched and shut."""
    denied = tmp_path / "denied.log"
    denied.touch()
    path = f"{WATCH}:{odoo.environment()['PYTHONPATH']}"
    env = {"DENIED_LOG": str(denied), "PYTHONPATH": path}
    with demo_shop("copy", workers=2, prepare=neutralized, env=env) as shop:
        shop.denied = denied
        yield shop


@pytest.mark.own_shop
def test_nothing_leaves_a_neutralized_copy(copy):
    """O-06: notices come, every scheduled action runs, buttons are pressed."""
    gateway, seller = Gateway(copy), Seller(copy)
    witness = Witness(copy, secrets=(SERVICE_KEY, ACCOUNT_KEY))
    witness.begin([r"odoo\.http: .*UserError", r"odoo\.http: .*Sage Pay"])
    ((reference, amount),) = copy.sql(OPEN)[:1]
    trace = gateway.call("settle", reference=reference, announce=False)["trace"]
    started = Started(0, reference, f"{float(amount):.2f}", {}, "")
    for kind in ADDRESSES:
        assert gateway.forge(kind, notice(started, trace)).status_code in (200, 303)
    for cron, _name in copy.sql(CRONS.format(ADDONS)):
        seller.call("ir.cron", "method_direct_trigger", [int(cron)])
    ledger = gateway.ledger()
    assert (ledger["lookups"], ledger["services"]) == ([], [])
    # Odoo itself lets the mails of a copy go to a server that cannot be.
    left = {host for host in copy.denied.read_text().split() if host != "invalid"}
    assert left == set()
    states = copy.sql(
        f"SELECT state FROM payment_transaction WHERE reference = '{reference}'"
    )
    assert states == [["pending"]]
    keys = "sagepay_service_key, sagepay_account_key, sagepay_account_number"
    rows = copy.sql(
        f"SELECT state, is_published, {keys} FROM payment_provider"
        " WHERE code = 'sagepay'"
    )
    assert all(row == ["disabled", "f", "", "", ""] for row in rows)
    gateway.call("reset", everything=True)
    assert_invariants(copy.sql, gateway.ledger(), witness)


@pytest.mark.own_shop
def test_the_watch_sees_what_leaves(tmp_path):
    """O-06: the deny log itself can fail the test above."""
    denied = tmp_path / "denied.log"
    env = {**odoo.environment(), "DENIED_LOG": str(denied), "PYTHONPATH": str(WATCH)}
    text = "import requests; requests.get('http://192.0.2.1:9/', timeout=1)"
    done = subprocess.run(
        [str(venv.python()), "-c", text], env=env, capture_output=True, check=False
    )
    assert done.returncode
    assert "192.0.2.1" in denied.read_text()
