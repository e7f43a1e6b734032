from odoo.addons.payment import reset_payment_provider, setup_provider

from . import const, controllers, models, wizards

__all__ = [
    "const",
    "controllers",
    "models",
    "post_init_hook",
    "uninstall_hook",
    "wizards",
]


def post_init_hook(env):
    """Give every company its own Sage Pay provider and the payment method line."""
    setup_provider(env, const.PROVIDER_CODE)


def uninstall_hook(env):
    """Switch the providers off; refused while payments made with Sage Pay exist."""
    reset_payment_provider(env, const.PROVIDER_CODE)
