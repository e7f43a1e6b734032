"""A Python environment with Odoo in it, into which the addons come as wheels."""

import os
import subprocess
import sysconfig
import venv

from tools import odoo, odoo_source, package, processes
from tools import venv as environments
from tools.paths import ADDONS, LOG, STATE
from tools.run import run

HEALTH = "/web/health?db_server_status=1"


class WheelHouse:
    """An environment of its own: no addon of this repository is on any path."""

    def __init__(self, folder):
        self.folder = folder
        self.python = folder / "venv" / "bin" / "python"
        venv.EnvBuilder(with_pip=False, symlinks=True).create(folder / "venv")
        names = {"base": str(folder / "venv"), "platbase": str(folder / "venv")}
        self.site = folder / sysconfig.get_path("purelib", "venv", names)
        self._add_odoo()

    def _add_odoo(self):
        """Put Odoo and its needs on the path, and tell pip that it is there."""
        ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
        command = [environments.python(), "-I", "-c", ask]
        needs = subprocess.check_output(command, text=True).strip()
        paths = (needs, odoo_source.LINK)
        (self.site / "odoo_here.pth").write_text("".join(f"{p}\n" for p in paths))
        told = self.site / "odoo-19.0.dist-info"
        told.mkdir()
        metadata = "Metadata-Version: 2.1\nName: odoo\nVersion: 19.0\n"
        (told / "METADATA").write_text(metadata)

    def install(self):
        """Install both wheels with pip, which looks at what they need."""
        wheels = [package.build_wheel(addon, self.folder / "dist") for addon in ADDONS]
        pip = (environments.python(), "-m", "pip", "--python", self.python)
        command = (*pip, "install", "-q", "--no-index", "--no-compile", *wheels)
        alone = {**os.environ, "PIP_CONFIG_FILE": os.devnull}
        run(command, "wheel-install", "Installing the wheels", env=alone)

    def environment(self):
        """Return the environment of Odoo here: nothing comes in by PYTHONPATH."""
        kept = {k: v for k, v in odoo.environment().items() if k != "PYTHONPATH"}
        return {**kept, "PYTHONPYCACHEPREFIX": str(self.folder / "pycache")}

    def command(self, config, *arguments):
        """Return an Odoo command of this environment."""
        _python, *rest = odoo.command(config, *arguments)
        return [str(self.python), *rest]

    def call(self, config, *arguments, log):
        """Run an Odoo command to its end and return its log file."""
        command = self.command(config, *arguments)
        return run(command, log, " ".join(arguments), env=self.environment(), cwd=STATE)

    def shell(self, config, database, text):
        """Run Python text in an Odoo shell and return what it printed."""
        options = ("-d", database, "--no-http", "--shell-interface=python")
        done = subprocess.run(
            self.command(config, "shell", *options),
            input=text,
            capture_output=True,
            text=True,
            check=False,
            env=self.environment(),
            cwd=STATE,
        )
        assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
        return done.stdout

    def server(self, config, port):
        """Return Odoo as a background program, not yet started."""
        command = self.command(config, "server")
        log = LOG / "seam-wheel"
        log.mkdir(parents=True, exist_ok=True)
        address = f"http://127.0.0.1:{port}{HEALTH}"
        env = self.environment()
        return processes.Background("odoo", command, address, log, env, STATE)
