"""What one question of the check list found."""

from dataclasses import dataclass

OK = "ok"
LOOK = "look"
STOP = "stop"


@dataclass(frozen=True)
class Finding:
    """The answer to one question.

    :param state: ``ok``, ``look`` (works, but see) or ``stop`` (does not work)
    :param text: one or two sentences for the administrator
    """

    state: str
    text: str


def ok(text):
    """Return that there is nothing to do."""
    return Finding(OK, text)


def look(text):
    """Return that customers are served, but somebody should look at this."""
    return Finding(LOOK, text)


def stop(text):
    """Return that customers are not served before this is repaired."""
    return Finding(STOP, text)
