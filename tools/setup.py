"""`./dev setup`."""

from . import provision


def main(_arguments):
    """Build everything under ``.odoo/``."""
    provision.everything()
    return 0
