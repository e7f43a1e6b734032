"""The gateway's side of a live test: outcomes, notices, and posts by strangers."""

import requests

from tools.demo import gateway_side

ADDRESSES = ("notify", "accept", "decline", "redirect")
TIMEOUT = 60


class Gateway:
    """Speaks to the simulator's control interface."""

    def __init__(self, shop):
        self.shop = shop

    def call(self, what, /, **values):
        """Call one control function and return its answer."""
        return gateway_side.call(self.shop, what, **values)

    def show(self, started):
        """Show the payment page to the payer: the gateway now knows the reference."""
        answer = requests.post(started.action, data=started.fields, timeout=TIMEOUT)
        answer.raise_for_status()
        assert started.reference in answer.text, answer.text

    def pay(self, started, **how):
        """Let the payer pay; returns trace, the posts sent and the way back."""
        self.show(started)
        return self.call("pay", reference=started.reference, **how)

    def notify_again(self, started, copies, **how):
        """Send the notice of a payment again; return the statuses of the answers."""
        told = self.call("notify", reference=started.reference, copies=copies, **how)
        return [post["status"] for post in told["posts"]]

    def ledger(self):
        """Return the gateway's own books."""
        return self.call("ledger")

    def forge(self, kind, fields):
        """Post something to a callback address, as any stranger can."""
        return requests.post(
            f"{self.shop.url}/payment/sagepay/{kind}",
            data=fields,
            allow_redirects=False,
            timeout=TIMEOUT,
        )


def notice(started, trace, **changes):
    """Return the fields of an accepted notice for a payment."""
    return {
        "TransactionAccepted": "true",
        "Reason": "Success",
        "CardHolderIpAddr": "192.0.2.1",
        "RequestTrace": trace,
        "Reference": started.reference,
        "Extra1": "",
        "Extra2": "",
        "Extra3": "",
        "Amount": started.amount,
        "Method": "1",
        **changes,
    }
