"""`./dev trust --mutants [short | races | text ...]`: try mutants, say what became."""

from ... import postgres
from ...progress import Problem, say
from . import race, trial
from .mutant import all_mutants


def main(names):
    """Try the mutants that are not known to be killed; 0 when all of them are."""
    wanted = chosen(names)
    tried = {mutant: trial.known(mutant) for mutant in wanted}
    fresh = [mutant for mutant, known in tried.items() if not (known and known.killed)]
    say(f"{len(wanted)} mutants, {len(fresh)} to try")
    for mutant in fresh:
        mutant.changed_files()
    for mutant, found in _try(fresh):
        tried[mutant] = found
        cases = " ".join(mutant.cases)
        say(f"{found.word:9} {cases:16} {mutant.name}  [{found.reason}]")
    killed = sum(one.killed for one in tried.values())
    say(f"{killed} of {len(wanted)} mutants killed")
    return 0 if killed == len(wanted) else 1


def _try(fresh):
    """Yield (mutant, Trial), ring by ring."""
    for ring in dict.fromkeys(mutant.ring for mutant in fresh if not mutant.is_race):
        mutants = [m for m in fresh if m.ring == ring and not m.is_race]
        yield from trial.try_in_one_process(ring, mutants)
    races = [mutant for mutant in fresh if mutant.is_race]
    if races:
        race.prepare()
        # The server must not belong to a copy that is removed.
        with postgres.running(), race.copy() as tree:
            for mutant in races:
                yield mutant, race.attempt(mutant, tree)


def chosen(names):
    """Return the mutants a person asked for; without a name all but the races."""
    found = all_mutants()
    if not names:
        return [mutant for mutant in found if not mutant.is_race]
    picked = [
        mutant
        for mutant in found
        if ("short" in names and mutant.short)
        or ("races" in names and mutant.is_race)
        or set(names) & {*mutant.cases, mutant.ring}
        or any(name in mutant.name for name in names)
    ]
    if not picked:
        raise Problem(f"No mutant is called {' '.join(names)}.")
    return picked
