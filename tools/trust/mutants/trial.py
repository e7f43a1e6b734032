"""Trying mutants, and remembering what the tests said of them."""

import contextlib
import json
import os
import subprocess
import sys
from typing import NamedTuple

from ...paths import LOG, ROOT, STATE
from .. import results

KEPT = results.FOLDER / "mutants.jsonl"
PATIENCE = 3600  # seconds, for one run of tests
# Not for a run inside a run.
NOT_PASSED_ON = {"PYTHONPATH", "RING_FULL", "RING_REPORT", "RING_RESULTS"}


class Trial(NamedTuple):
    """What the tests said of one mutant: killed, SURVIVED or unclear."""

    word: str
    reason: str

    @property
    def killed(self):
        """Whether a test noticed."""
        return self.word == "killed"


def known(mutant):
    """Return what is known of a mutant whose sources and tests are as they were."""
    mark = mutant.mark()
    lines = [line for line in results.lines(KEPT) if line["mark"] == mark]
    return Trial(lines[-1]["word"], lines[-1]["reason"]) if lines else None


def remember(mutant, trial):
    """Keep a Trial for as long as neither sources nor tests change."""
    results.append(KEPT, name=mutant.name, mark=mutant.mark(), **trial._asdict())


def run_tests(ring, tests, log, tree=ROOT, **extra):
    """Run tests of one ring in a process of their own, its output in a log.

    :param tree: where the sources lie
    :param extra: environment variables
    :return: the path of the log
    """
    LOG.mkdir(parents=True, exist_ok=True)
    path = LOG / f"{log}.log"
    plugin = ["-p", "take_out_checks", "--tb=no"] if "MUTANTS" in extra else []
    command = [sys.executable, "-m", "tools", "test", ring, "--", *plugin]
    command += [test.node for test in tests]
    kept = {k: v for k, v in os.environ.items() if k not in NOT_PASSED_ON}
    with open(path, "w") as stream, contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(
            command,
            cwd=tree,
            env={**kept, **extra},
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=PATIENCE,
        )
    return path


def try_in_one_process(ring, mutants):
    """Try mutants of one ring with everything loaded once; yield (mutant, Trial)."""
    folder = STATE / "mutants"
    folder.mkdir(parents=True, exist_ok=True)
    wanted, said = folder / f"{ring}.json", folder / f"{ring}.said"
    said.unlink(missing_ok=True)
    wanted.write_text(json.dumps([mutant.as_data() for mutant in mutants]))
    tests = sorted({test for mutant in mutants for test in mutant.tests})
    extra = {"MUTANTS": str(wanted), "MUTANTS_SAID": str(said)}
    log = run_tests(ring, tests, f"mutants-{ring}", **extra)
    told = {line["name"]: line for line in results.lines(said)}
    for mutant in mutants:
        line = told.get(mutant.name, {"word": "unclear", "reason": f"see {log}"})
        trial = Trial(line["word"], line["reason"])
        remember(mutant, trial)
        yield mutant, trial
