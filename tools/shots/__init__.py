"""`./dev shots`: every page in a real browser, pictured at two widths and judged.

Pages are data: ``customer_pages.py`` and ``seller_pages.py``.
"""


def main(arguments):
    """Picture the pages whose names contain one of the words given, or all.

    With ``--keep`` alone: take the pictures that documents show from the last walk.
    """
    import subprocess

    from .. import provision, venv
    from ..paths import ROOT

    provision.tools()
    provision.odoo()
    command = [str(venv.python()), "-m", "tools.shots", *arguments]
    return subprocess.run(command, check=False, cwd=ROOT).returncode
