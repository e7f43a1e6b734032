"""The three ways a conversation with the gateway fails, named by what to do."""


class PayNowError(Exception):
    """Something at the gateway's side of the wire went wrong.

    ``code`` is a short fixed word for programs (see the places that raise),
    ``raw`` the scrubbed first kilobyte of what was received, for the evidence.
    Neither the message nor ``raw`` ever carries a key or card data.
    """

    def __init__(self, message: str, *, code: str = "", raw: str = ""):
        super().__init__(message)
        self.code = code
        self.raw = raw


class RetryLater(PayNowError):
    """Nothing was learnt; the same question may be asked again later."""


class Rejected(PayNowError):
    """The gateway, or our own rules, said no; asking again changes nothing."""


class Malformed(PayNowError):
    """A value breaks the protocol's grammar and was not used."""
