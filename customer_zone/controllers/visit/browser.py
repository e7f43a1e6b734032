"""What the zone keeps in one browser (session, cookie); nothing else touches it."""

import time

from odoo.http import request

from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing

GRANTS_KEY = "customer_zone_grants"
EMAILED_KEY = "customer_zone_emailed"
PAYMENTS_KEY = "customer_zone_payments"
PAID_AT_KEY = "customer_zone_paid_at"
PAYMENTS_KEPT = 20
EMAILED_KEPT = 50
# Counted from starting a payment: the payer may be away at the bank for a while.
PRIMARY_SECONDS = 30 * 60
DAY_SECONDS = 24 * 60 * 60


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


def remember_emailed(link, document_key):
    """Note that an e-mail to the holder of the link carried this document."""
    if not document_key:
        return
    emailed = dict(request.session.get(EMAILED_KEY) or {})
    known = emailed.get(str(link.id)) or []
    if document_key in known:
        return
    emailed[str(link.id)] = [*known, document_key][-EMAILED_KEPT:]
    request.session[EMAILED_KEY] = emailed


def emailed_keys(link_id):
    """Return the keys of the documents e-mailed to the holder of the link."""
    return frozenset((request.session.get(EMAILED_KEY) or {}).get(str(link_id)) or ())


def forget(link):
    """End this browser's grant; other links opened in the same browser stay."""
    grants = dict(request.session.get(GRANTS_KEY) or {})
    grants.pop(str(link.id), None)
    request.session[GRANTS_KEY] = grants
    emailed = dict(request.session.get(EMAILED_KEY) or {})
    emailed.pop(str(link.id), None)
    request.session[EMAILED_KEY] = emailed
    request.future_response.set_cookie(_cookie_name(link), max_age=0, expires=0)


def is_confirmed(link):
    """Return whether this browser may see more than what was e-mailed.

    That is where the company asks for no code, or a code was confirmed here for this
    link and not too long ago. The proof is a signed cookie, because it outlives the
    session; it opens nothing without the grant and dies with the link's generation.
    """
    if not link.company_id.customer_zone_ask_code:
        return True
    return link._is_confirmation(request.cookies.get(_cookie_name(link)))


def remember_confirmed(link):
    """Note in this browser that the code of the link was confirmed just now."""
    request.future_response.set_cookie(
        _cookie_name(link),
        link._sign_confirmation(),
        max_age=link.company_id.customer_zone_code_days * DAY_SECONDS,
        expires=None,
        secure=request.httprequest.is_secure,
        httponly=True,
        samesite="Lax",
    )


def _cookie_name(link):
    return f"customer_zone_{link.id}"


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
