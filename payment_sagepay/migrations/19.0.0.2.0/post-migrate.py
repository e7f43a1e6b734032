from odoo import SUPERUSER_ID, api
from odoo.fields import Command


def migrate(cr, version):
    """Offer Sage Pay's own method where cards were offered in its place.

    Payments that were made stay with the method they were made with.
    """
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    card = env.ref("payment.payment_method_card")
    own = env.ref("payment_sagepay.payment_method_sagepay")
    providers = env["payment.provider"].search([("code", "=", "sagepay")])
    behind = providers.filtered(
        lambda p: card in p.payment_method_ids and own not in p.payment_method_ids
    )
    behind.payment_method_ids = [Command.unlink(card.id), Command.link(own.id)]
    in_use = behind.filtered(lambda p: p.state != "disabled")
    if in_use:
        in_use._activate_default_pms()
    if in_use and not card.provider_ids.filtered(lambda p: p.state != "disabled"):
        # As when the last provider of a method is disabled.
        (card + card.brand_ids).active = False
