"""Which server serves what, where Odoo reads from a PostgreSQL streaming replica."""

from .live_tests import prove


def run():
    """Count it, let the replica fall behind, and stop it."""
    prove("tests/e2e/test_replica.py")
