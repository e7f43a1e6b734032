"""The parts of one running simulator, handed to every handler."""

from __future__ import annotations

import threading
from pathlib import Path

from .clock import Clock
from .faults import Faults
from .ledger import Ledger
from .locks import Locks
from .merchants import Merchants
from .polls import Polls, StatementSettings
from .switches import Switches


class Simulator:
    """One gateway: accounts, ledger, switches, faults and clock."""

    def __init__(self, callback_base: str, state_file: Path | None = None) -> None:
        self.callback_base = callback_base
        self.clock = Clock()
        self.ledger = Ledger(state_file)
        self.stopping = threading.Event()
        self.restore()

    def restore(self) -> None:
        """Bring accounts, switches and faults back to their start."""
        self.merchants = Merchants(self.callback_base)
        self.switches = Switches()
        self.faults = Faults()
        self.statement = StatementSettings()
        self.polls = Polls()
        self.locks = Locks()

    def keep_saved(self) -> None:
        """Write the state file about twice a second until the simulator stops."""
        while not self.stopping.wait(0.5):
            self.ledger.save_if_changed()
        self.ledger.save_if_changed()
