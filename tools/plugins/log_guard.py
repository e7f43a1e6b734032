"""pytest plugin: a warning or error in Odoo's log that nobody expected fails the ring.

Expected lines are muted in the test that provokes them; what the environment itself
says is listed, with its reason, in the file named by LOG_WHITELIST.
"""

import logging
import os
import re
from pathlib import Path

import pytest


def whitelist(path):
    """Return the patterns of a white list: one per line, ``#`` starts a comment."""
    lines = (line.strip() for line in Path(path).read_text().splitlines())
    return [re.compile(line) for line in lines if line and not line.startswith("#")]


class Guard(logging.Handler):
    """Collects the records of Odoo at WARNING and above which are not expected."""

    def __init__(self, patterns):
        super().__init__(logging.WARNING)
        self.patterns = patterns
        self.test = "outside of tests"
        self.found = []

    def emit(self, record):
        """Keep a record unless the white list has it."""
        text = f"{record.name}: {record.levelname}: {record.getMessage()}"
        if not any(pattern.search(text) for pattern in self.patterns):
            self.found.append(f"{self.test}\n    {text}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid):
        """Remember which test is running."""
        self.test = nodeid

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session):
        """Turn a green session red when something unexpected was logged."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["unexpected_log_lines"] = self.found
        elif self.found and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_testnodedown(self, node, error):
        """Take over what a worker process has collected."""
        self.found += getattr(node, "workeroutput", {}).get("unexpected_log_lines", [])

    def pytest_terminal_summary(self, terminalreporter):
        """Show the unexpected lines."""
        if self.found:
            terminalreporter.section("unexpected lines in Odoo's log")
            for line in self.found:
                terminalreporter.write_line(line)


def pytest_configure(config):
    """Start listening to everything that reaches the root logger."""
    path = os.environ.get("LOG_WHITELIST")
    if path:
        guard = Guard(whitelist(path))
        logging.getLogger().addHandler(guard)
        if config.pluginmanager.hasplugin("xdist"):
            config.pluginmanager.register(guard, "log_guard_listener")
        else:
            guard.pytest_testnodedown = None
            config.pluginmanager.register(guard, "log_guard_listener")
