"""What a signed-in customer is not shown, in the form Odoo keeps access in."""

from functools import partial

from odoo.exceptions import AccessError


def with_hidden(result, hidden):
    """Return what Odoo found closed already, and what is hidden besides.

    :param result: ``(records, function that makes the error)``, or None for nothing
    :param hidden: the other records to close, at least one
    :return: the same for all of them; Odoo's own error goes first
    """
    if result:
        return result[0] | hidden, result[1]
    return hidden, partial(AccessError, hidden.env._("This document is not available."))
