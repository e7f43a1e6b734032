"""pytest plugin: what a ring counted, and what each of its tests said.

The counts go to the file named by RING_REPORT at the end, the tests to the one named
by RING_RESULTS as each of them ends; see ``tools/trust/results.py``.
"""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Results:
    """Writes one line per test, when its last phase is over."""

    def __init__(self, path, config):
        self.path = Path(path)
        self.rootdir = config.rootpath
        self.full = bool(config.getoption("--full", os.environ.get("RING_FULL")))
        self.open = {}

    def pytest_runtest_logreport(self, report):
        """Collect the phases of a test; also those that a worker process reports."""
        seen = self.open.setdefault(
            report.nodeid, {"outcome": "passed", "seconds": 0.0, "reason": ""}
        )
        seen["seconds"] += report.duration
        is_part = hasattr(report, "context")  # of a test with several parts
        if report.failed or (report.skipped and not is_part):
            seen["outcome"] = report.outcome
            seen["reason"] = _reason(report)
        if report.when == "teardown":
            self._write(report.nodeid, self.open.pop(report.nodeid))

    def _write(self, nodeid, seen):
        place, _colons, test = nodeid.partition("::")
        if test.rfind("@") > test.rfind("]"):  # the group of tests it ran with
            test = test.rpartition("@")[0]
        path = (self.rootdir / place).resolve()
        if not path.is_relative_to(ROOT):
            return
        line = {
            "ring": os.environ.get("RING"),
            "path": path.relative_to(ROOT).as_posix(),
            "test": test,
            # Which state of this test, and of all of them; as in `trust/results.py`.
            "source": hashlib.sha256(path.read_bytes()).hexdigest()[:16],
            "sources": os.environ.get("RING_SOURCES"),
            **seen,
            "seconds": round(seen["seconds"], 2),
            "full": self.full,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(self.path, "a") as stream:
            stream.write(json.dumps(line) + "\n")


def _reason(report):
    """Return the last line of why a test was skipped or failed."""
    if report.skipped and isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])[:200]
    return (str(report.longrepr).strip().splitlines() or [""])[-1][:200]


def pytest_configure(config):
    """Listen in the process that has the terminal."""
    path = os.environ.get("RING_RESULTS")
    if path and not os.environ.get("PYTEST_XDIST_WORKER"):
        config.pluginmanager.register(Results(path, config), "ring_results")


def pytest_sessionfinish(session):
    """Write the counts once, from the process that has the terminal."""
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    target = os.environ.get("RING_REPORT")
    if not reporter or not target or os.environ.get("PYTEST_XDIST_WORKER"):
        return
    stats = reporter.stats
    counts = {
        "passed": len(stats.get("passed", ())) + len(stats.get("xpassed", ())),
        "failed": len(stats.get("failed", ())) + len(stats.get("error", ())),
        "skipped": len(stats.get("skipped", ())) + len(stats.get("xfailed", ())),
    }
    Path(target).write_text(json.dumps(counts))
