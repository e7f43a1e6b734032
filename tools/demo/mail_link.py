"""Finds the customer's link in what the mail inbox caught."""

import time

from ..progress import Problem


def wait_for_mail(shop, recipient, wanted, seconds=60):
    """Return the newest mail to ``recipient`` whose subject contains ``wanted``.

    :raise Problem: when none arrives in time
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for mail in reversed(shop.mails()):
            if recipient in str(mail["to"]) and wanted in mail["subject"]:
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
