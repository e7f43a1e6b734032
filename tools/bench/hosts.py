"""Two Odoo servers behind nginx as ``docs/nginx.conf`` has it, one of them killed."""

from .live_tests import prove


def run():
    """Pay and read pages meanwhile; count what was lost."""
    prove("tests/e2e/test_two_hosts.py")
