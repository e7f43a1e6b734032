"""What the zone keeps in the session of one browser; nothing else touches it."""

import time

from odoo.http import request

from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing

GRANTS_KEY = "customer_zone_grants"
PAYMENTS_KEY = "customer_zone_payments"
PAID_AT_KEY = "customer_zone_paid_at"
PAYMENTS_KEPT = 20
PRIMARY_SECONDS = 60


def grant(link, generation):
    """Remember in the session that this browser opened a valid link.

    A visitor who is not signed in gets a new session id with it, so that a session
    id planted beforehand is worth nothing.
    """
    session = request.session
    grants = dict(session.get(GRANTS_KEY) or {})
    if grants.get(str(link.id)) == generation:
        return
    grants[str(link.id)] = generation
    session[GRANTS_KEY] = grants
    if not session.uid:
        session.should_rotate = True


def granted_generation(link_id):
    """Return the generation of the link this browser opened, ``None`` for no grant.

    A grant alone opens nothing: the link's row decides.
    """
    return (request.session.get(GRANTS_KEY) or {}).get(str(link_id))


def forget(link):
    """End this browser's grant; other links opened in the same browser stay."""
    grants = dict(request.session.get(GRANTS_KEY) or {})
    grants.pop(str(link.id), None)
    request.session[GRANTS_KEY] = grants


def remember_payment(transaction):
    """Note that this browser started the payment, and when."""
    session = request.session
    mine = [*(session.get(PAYMENTS_KEY) or []), transaction.id]
    session[PAYMENTS_KEY] = mine[-PAYMENTS_KEPT:]
    session[PAID_AT_KEY] = int(time.time())


def own_payment_ids():
    """Return the ids of the payments this browser started, newest last."""
    return tuple(request.session.get(PAYMENTS_KEY) or ())


def watched_payment_id():
    """Return the id of the payment core's status poll answers for, or ``None``."""
    return request.session.get(PaymentPostProcessing.MONITORED_TX_ID_KEY)


def may_read_replica(_controller, _rule, _args):
    """Tell Odoo whether this request may be served by a read-only replica.

    Shortly after a payment was started the visitor reads the primary database, so
    that nobody is shown an amount as open which was just paid.
    """
    return time.time() - (request.session.get(PAID_AT_KEY) or 0) > PRIMARY_SECONDS
