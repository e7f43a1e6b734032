"""Finds the customer's link in what the mail inbox caught."""

import time

from ..progress import Problem


def wait_for_mail(shop, recipient, wanted, seconds=60, says=""):
    """Return the newest mail to ``recipient`` whose subject contains ``wanted``.

    :param says: words that its text has to contain
    :raise Problem: when none arrives in time
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for mail in reversed(shop.mails()):
            is_it = recipient in str(mail["to"]) and wanted in mail["subject"]
            if is_it and says in mail["text"] + mail["html"]:
                return mail
        time.sleep(0.3)
    raise Problem(f"No mail about {wanted} reached {recipient} in {seconds} s.")


def zone_link(mail):
    """Return the address of the mail's button into the zone.

    :raise Problem: when the mail has none
    """
    for link in mail["links"]:
        if "/zone/l/" in link:
            return link
    raise Problem(f"The mail “{mail['subject']}” has no link into the zone.")
