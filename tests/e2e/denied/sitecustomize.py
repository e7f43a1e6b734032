"""Python runs this at its start: whoever wants to leave this process is written down.

Put in front of PYTHONPATH of a server that may call nobody. Sockets of the file
system (the database's) are let through, everything else is noted and refused.
"""

import os
import sys

LOG = os.environ.get("DENIED_LOG")


def _watch(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        _deny(arguments[1][0])
    elif event == "socket.getaddrinfo" and arguments[0] not in (None, "127.0.0.1"):
        # Which address a server listens on is asked for with no name or its own.
        _deny(arguments[0])


def _deny(host):
    with open(LOG, "a") as stream:
        stream.write(f"{host}\n")
    raise ConnectionRefusedError(f"nothing leaves this server: {host}")


if LOG:
    sys.addaudithook(_watch)
