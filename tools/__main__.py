"""`./dev <command>`: finds the command and hands over."""

import importlib
import signal
import subprocess
import sys

from .progress import Problem

# Command -> (module with `main(arguments)`, what `./dev help` says).
COMMANDS = {
    "setup": (
        "setup",
        "build everything under .odoo/ (the others do it by themselves)",
    ),
    "demo": ("demo", "a shop with data, mail inbox and gateway; --drive does the job"),
    "shots": ("shots", "[name ...]: pictures of every page, at two widths, judged"),
    "test": ("rings", "[ring ...] [-- pytest arguments]: all rings, or these"),
    "lint": ("lint", "[--fix] [paths]: style and size checks"),
    "audit": ("audit", "compare locked Python packages with published weaknesses"),
    "bench": ("bench", "[name]: measure, and print the figures"),
    "trust": (
        "trust.command",
        "[--full] [ring or ID ...]: run what proves each promise, print the table",
    ),
    "shell": ("shell", "[zone|gateway|both]: an Odoo shell on a fresh database"),
    "i18n": ("i18n", "[--check]: the texts for translators, and the four languages"),
    "package": ("package", "a wheel and a zip per addon in .odoo/dist/"),
    "reset": ("reset", "drop our databases and .odoo/ (downloads stay in the cache)"),
    "relock": ("relock", "resolve the locked Python packages anew"),
    "python": ("inside", "the Python of the environment, with Odoo"),
    "odoo": ("inside", "an Odoo command with our configuration"),
    "psql": ("inside", "psql on our PostgreSQL"),
}


def usage():
    """Print the commands."""
    print("usage: ./dev <command>\n")
    for name, (_module, text) in COMMANDS.items():
        print(f"  {name:9} {text}")


def _interrupt(*_signal):
    """Let a kill end the command like Ctrl-C, so that everything is stopped."""
    raise KeyboardInterrupt


def main():
    """Run one command and return its exit status."""
    if len(sys.argv) < 2 or sys.argv[1] in ("help", "-h", "--help"):
        usage()
        return 0
    name, arguments = sys.argv[1], sys.argv[2:]
    if name not in COMMANDS:
        usage()
        return 2
    signal.signal(signal.SIGTERM, _interrupt)
    module = importlib.import_module(f"tools.{COMMANDS[name][0]}")
    try:
        if COMMANDS[name][0] == "inside":
            return module.main(name, arguments)
        return module.main(arguments)
    except Problem as problem:
        print(problem, file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print(f"{error}\n{error.stderr or ''}", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
