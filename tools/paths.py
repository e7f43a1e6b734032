"""Where things lie: the repository, what is built from it, what is downloaded."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".odoo"
LOG = STATE / "log"
CACHE = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "customer-zone"
)
ADDONS = ("customer_zone", "payment_sagepay")

# The tree whose set-up and databases are used. A mutant's copy of the sources (see
# trust/mutants) has none of its own.
HOME = Path(os.environ.get("DEV_SET_UP_OF") or ROOT)
# Two clones of this repository on one PostgreSQL server must not meet.
CLONE_ID = hashlib.sha256(str(HOME).encode()).hexdigest()[:8]


def checksum(path):
    """Return the SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def fingerprint(*parts):
    """Return a short checksum of texts, for names of things built from them."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]
