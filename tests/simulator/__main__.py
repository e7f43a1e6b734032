"""Run the simulator: python -m tests.simulator --port 0 --callback-base URL."""

from __future__ import annotations

import argparse
import os
import signal
from pathlib import Path

from .server import start_server, stop_server


def arguments() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    parser = argparse.ArgumentParser(prog="tests.simulator", description=__doc__)
    parser.add_argument(
        "--host", default="127.0.0.1", help="a literal loopback address"
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--callback-base", default="", help="the shop's base address")
    parser.add_argument("--ready-file", type=Path, help="gets the address when ready")
    parser.add_argument(
        "--state-file", type=Path, help="keeps the ledger over restarts"
    )
    return parser


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    parser = arguments()
    options = parser.parse_args()
    # Blocked before any thread starts, so that only the wait below takes them.
    endings = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, endings)
    try:
        server = start_server(
            options.callback_base,
            host=options.host,
            port=options.port,
            state_file=options.state_file,
        )
    except (ValueError, OSError) as error:
        parser.error(str(error))
    print(server.address, flush=True)
    if options.ready_file:
        draft = options.ready_file.with_name(options.ready_file.name + ".new")
        draft.write_text(server.address + "\n")
        os.replace(draft, options.ready_file)
    signal.sigwait(endings)
    stop_server(server)


if __name__ == "__main__":
    main()
