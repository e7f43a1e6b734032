"""`./dev demo`: a South African shop with data, mail inbox and gateway.

``--drive`` does the main job in a browser instead of waiting for a person.
"""


def main(arguments):
    """Run the demo until Ctrl-C, or drive it and say whether everything held."""
    from ..progress import Problem

    unknown = set(arguments) - {"--drive"}
    if unknown:
        raise Problem(
            f"./dev demo knows --drive only, not {' '.join(sorted(unknown))}."
        )
    if "--drive" in arguments:
        return _in_environment("tools.drive")
    from .serve import serve

    return serve()


def _in_environment(module):
    """Run a module where the browser's driver is installed; return its status."""
    import subprocess

    from .. import provision, venv
    from ..paths import ROOT

    provision.odoo()
    command = [str(venv.python()), "-m", module]
    return subprocess.run(command, check=False, cwd=ROOT).returncode
