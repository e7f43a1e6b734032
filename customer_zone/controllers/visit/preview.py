"""Staff who look at what a customer sees: who may, at whose zone, and how long."""

import re
import time

from odoo.http import request

from .visitor import RefusedError, SignInNeededError

SESSION_KEY = "customer_zone_previews"
MINUTES = 15
KEPT = 10
PREFIX = "preview-"
ZONE = re.compile(r"preview-(\d{1,9})-(\d{1,9})")


def begin(company, recipient):
    """Let this browser look as the recipient for a quarter of an hour.

    :param company: `res.company` record whose documents are shown
    :param recipient: `res.partner` record, a customer or a contact of one
    :return: the first part of the zone's address
    :raises RefusedError: when the signed-in user may not
    """
    check(company, recipient)
    zone = f"{PREFIX}{recipient.id}-{company.id}"
    previews = dict(request.session.get(SESSION_KEY) or {})
    previews.pop(zone, None)
    previews[zone] = int(time.time()) + MINUTES * 60
    request.session[SESSION_KEY] = dict(list(previews.items())[-KEPT:])
    return zone


def find(zone):
    """Return the `(company, recipient)` (as the user) of a preview that goes on.

    :param str zone: first part of the address, from outside
    :raises RefusedError: when it ended, or the user may not look any more
    :raises SignInNeededError: when nobody is signed in
    """
    if request.env.user._is_public():
        raise SignInNeededError()
    match = ZONE.fullmatch(zone)
    until = (request.session.get(SESSION_KEY) or {}).get(zone)
    if not match or not until or until < time.time():
        raise RefusedError()
    recipient_id, company_id = map(int, match.groups())
    company = request.env["res.company"].browse(company_id)
    recipient = request.env["res.partner"].browse(recipient_id)
    check(company, recipient)
    return company, recipient


def check(company, recipient):
    """Refuse whoever may not read this customer's invoices in this company.

    :raises RefusedError: alike for every reason
    """
    if not recipient._zone_may_preview(company):
        raise RefusedError()
