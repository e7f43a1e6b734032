"""pytest plugin: takes checks out of the loaded code and runs the tests named for each.

MUTANTS names a file with a list of ``{name, edits: [{file, find, put}], tests: [[path,
function]]}``; what became of each goes to the file named by MUTANTS_SAID. The code of
single functions is exchanged, so everything is loaded once for all of them. Each test
also runs without any change, before and after: one that is red then proves nothing.
"""

import json
import os
import sys
from pathlib import Path
from types import CodeType

import pytest

ROOT = Path(__file__).resolve().parents[2]


class NoFit(Exception):
    """An edit that cannot be made."""


def functions_in(code, inside=""):
    """Return ``{qualified name: code}`` of all functions in compiled code."""
    found = {}
    for part in code.co_consts:
        if isinstance(part, CodeType) and "<" not in part.co_name:
            found[inside + part.co_name] = part
            found.update(functions_in(part, f"{inside}{part.co_name}."))
    return found


def _meaning(code):
    """Return what of compiled code matters, wherever it stands in its file."""
    parts = [
        _meaning(p) if isinstance(p, CodeType) else repr(p) for p in code.co_consts
    ]
    return (code.co_code, parts, code.co_names, code.co_varnames)


def changed_functions(old, new, file):
    """Return ``{qualified name: new code}`` of what differs between two sources."""
    before = functions_in(compile(old, file, "exec"))
    after = functions_in(compile(new, file, "exec"))
    changed = {
        name: code
        for name, code in after.items()
        if name not in before or _meaning(code) != _meaning(before[name])
    }
    # Of a changed function its class is changed as well: the innermost counts.
    return {
        name: code
        for name, code in changed.items()
        if not any(other.startswith(f"{name}.") for other in changed)
    }


def living(module, name):
    """Return the function of this qualified name in a loaded module."""
    found = module
    for part in name.split("."):
        found = vars(found)[part]
    for wrapper in ("fget", "func", "__func__"):
        found = getattr(found, wrapper, found) if not callable(found) else found
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    return found


class After:
    """What pytest asks of the test that comes next: what stays set up for it."""

    def __init__(self, item):
        self.item = item

    def listchain(self):
        """Return the class, module and session of the next test, not itself."""
        return self.item.listchain()[:-1]


class Trials:
    """Replaces pytest's loop over the tests."""

    def __init__(self, mutants, said):
        self.mutants = mutants
        self.said = said
        self.put_back = []
        self.red = self.stuck = None

    def pytest_runtest_logreport(self, report):
        """Remember that the test that is running failed, or could not run."""
        if report.failed:
            self.red = str(report.longrepr).strip().splitlines()[-1][:150]
            if report.when != "call":
                self.stuck = self.red

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        """Run the plan: per class, the tests as they are and then each mutant."""
        if session.testsfailed or session.config.option.collectonly:
            return None
        items = {}
        for item in session.items:
            name = getattr(item, "originalname", None) or item.name
            place = item.path.resolve().relative_to(ROOT).as_posix()
            items.setdefault((place, name), []).append(item)
        steps = self._plan(items)
        for number, (mutant, item) in enumerate(steps):
            following = steps[number + 1][1] if number + 1 < len(steps) else None
            self._step(mutant, item, following)
        self._restore()
        self._tell()
        return True

    def _plan(self, items):
        """Return [(mutant or None, test)] so that a class is set up seldom."""
        keys = sorted({tuple(t) for m in self.mutants for t in m["tests"]})
        as_they_are = [item for key in keys for item in items.get(key, ())]
        # Again at the end, lest one mutant left behind what turned the next one red.
        steps = [(time, None, item) for time in (0, 2) for item in as_they_are]
        for mutant in self.mutants:
            mutant.update(green=0, red=[], broken=[], fault="", open=False)
            for test in mutant["tests"]:
                steps += [(1, mutant, item) for item in items.get(tuple(test), ())]

        def place(step):
            time, mutant, item = step
            first = items[tuple(mutant["tests"][0])][0] if mutant else item
            return first.parent.nodeid, time

        return [step[1:] for step in sorted(steps, key=place)]

    def _step(self, mutant, item, following):
        """Run one test, with one check taken out or none."""
        if mutant is None or not mutant["open"]:
            self._restore()
        if mutant is not None and not mutant["open"]:
            self._take_out(mutant)
        self.red = self.stuck = None
        # What a TestCase kept of its last run.
        vars(item).pop("_excinfo", None)
        after = After(following) if following else None
        item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
        if mutant is not None:
            mutant["fault"] = mutant["fault"] or self.stuck or ""
            if self.red:
                mutant["red"].append(self.red)
            mutant["green"] += not self.red
        elif self.red:
            for one in self.mutants:
                if [_place(item), item.originalname or item.name] in one["tests"]:
                    one["broken"].append(f"{item.name}: {self.red}")

    def _take_out(self, mutant):
        mutant["open"] = True
        try:
            texts = {}
            for edit in mutant["edits"]:
                file = edit["file"]
                old = texts.setdefault(file, (ROOT / file).read_text())
                texts[file] = old.replace(edit["find"], edit["put"])
            for file, text in texts.items():
                self._exchange(file, text)
        except (NoFit, KeyError, ValueError) as error:
            mutant["fault"] = repr(error)

    def _exchange(self, file, text):
        """Give the loaded functions of a file the code of a changed text."""
        path = ROOT / file
        modules = [
            module
            for module in list(sys.modules.values())
            if os.path.realpath(getattr(module, "__file__", None) or "") == str(path)
        ]
        changed = changed_functions(path.read_text(), text, str(path))
        if not modules or not changed:
            raise NoFit(f"{file} is not loaded, or no function of it is changed")
        for module in modules:
            for name, code in changed.items():
                function = living(module, name)
                self.put_back.append((function, function.__code__))
                function.__code__ = code

    def _restore(self):
        while self.put_back:
            function, code = self.put_back.pop()
            function.__code__ = code

    def _tell(self):
        with open(self.said, "a") as stream:
            for mutant in self.mutants:
                word, reason = _verdict(mutant)
                line = {"name": mutant["name"], "word": word, "reason": reason}
                stream.write(json.dumps(line) + "\n")


def _place(item):
    return item.path.resolve().relative_to(ROOT).as_posix()


def _verdict(mutant):
    """Return (word, reason) for a mutant whose tests have run."""
    if mutant["broken"]:
        return "unclear", f"red without it: {mutant['broken'][0]}"
    if mutant["fault"] or not (mutant["red"] or mutant["green"]):
        return "unclear", mutant["fault"] or "its tests did not run"
    if mutant["red"]:
        return "killed", mutant["red"][0]
    return "SURVIVED", f"{mutant['green']} tests stayed green"


def pytest_configure(config):
    """Take over when there are mutants to try."""
    path = os.environ.get("MUTANTS")
    if path:
        trials = Trials(json.loads(Path(path).read_text()), os.environ["MUTANTS_SAID"])
        config.pluginmanager.register(trials, "take_out_checks_trials")
