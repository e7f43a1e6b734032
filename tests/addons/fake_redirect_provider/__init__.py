from odoo.addons.payment import reset_payment_provider, setup_provider

from . import controllers, models


def post_init_hook(env):
    """Give every company its own copy of the provider."""
    setup_provider(env, "fake_redirect")


def uninstall_hook(env):
    """Switch the provider off."""
    reset_payment_provider(env, "fake_redirect")
