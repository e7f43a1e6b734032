"""One pytest process per ring, in the foreground; its counts come back."""

import json
import os
import subprocess

from .paths import LOG, ROOT
from .progress import Problem
from .trust import results

PLUGINS = ROOT / "tools" / "plugins"
NOTHING_COLLECTED = 5
PATIENCE = 900  # seconds, for one test on a machine that is busy with other things


def _given_paths(arguments):
    """Tell whether the person named files or folders to test."""
    return any(
        os.path.exists(part.partition("::")[0])
        for part in arguments
        if not part.startswith("-")
    )


def pytest(python, ring, options, paths, arguments, env, rootdir=ROOT):
    """Run pytest and return ``{"passed", "failed", "skipped", "ok"}``.

    ``paths`` is what is tested unless ``arguments`` name something else. A run
    in which nothing was tested is not ok.
    """
    LOG.mkdir(parents=True, exist_ok=True)
    report = LOG / f"ring-{ring}-{os.getpid()}.json"
    report.unlink(missing_ok=True)
    command = [python, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider"]
    command += [
        "-p",
        "ring_report",
        f"--timeout={PATIENCE}",
        # A dot a test; the thousands of cases inside them are told when they fail.
        "-o",
        "verbosity_subtests=0",
        f"--rootdir={rootdir}",
        "-c",
        os.devnull,
    ]
    command += [*options, *arguments]
    if not _given_paths(arguments):
        command += paths
    kept = results.file()
    env = {**env, "RING": ring, "RING_REPORT": str(report)}
    if kept:
        env |= {"RING_RESULTS": str(kept), "RING_SOURCES": results.sources()}
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        check=False,
        cwd=ROOT,
        env=env,
    )
    if done.returncode == NOTHING_COLLECTED:
        raise Problem(f"The ring {ring} found nothing to test.")
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    if report.exists():
        counts.update(json.loads(report.read_text()))
        report.unlink()
    ran = counts["passed"] + counts["failed"]
    verdict = {**counts, "ok": done.returncode == 0 and ran > 0}
    if kept:
        results.append(kept, ring=ring, **verdict)
    return verdict
