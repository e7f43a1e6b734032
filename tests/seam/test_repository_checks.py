"""Our own checks in `./dev lint` find what is planted, and nothing else."""

import subprocess

import pytest

from tools import locked_packages, secret_scan, status_only
from tools.paths import ROOT

# Put together here, so that this file itself holds no such thing.
SECRETS = {
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "a cloud key": "AKIA" + "ABCDEFGHIJKLMNOP",
    "a token of a service": "ghp_" + "a1B2" * 9,
    "a password in an address": "postgres://shop:" + "hunter22@db.example/shop",
    "a signed token": ".".join(("eyJ" + "a" * 20, "eyJ" + "b" * 20, "c" * 43)),
    "a key of the gateway": "-".join(
        ("d4c1f7a2", "93be", "4e08", "b6a5", "17c20f9e83d4")
    ),
    "a card number": "4539 1488" + " 0343 6467",
}
STATUS_ALONE = [
    "assert answer.status_code == 200",
    "self.assertEqual(answer.status_code, 200)",
    "self.assertEqual(self.url_open('/x').status_code, 200)",
    "assert answer.ok",
    "self.assertTrue(answer.ok)",
    "self.assertIn(answer.status_code, (200, 303))",
]
MORE_THAN_STATUS = [
    "assert answer.status_code == 200\n    assert 'Paid' in answer.text",
    "self.assertEqual(answer.status_code, 404)",
    "assert (answer.status_code, answer.text) == (200, 'OK')",
    "self.assertEqual(answer.status_code, 200)\n    self._assert_shows(answer)",
    "assert books.is_paid(started)",
]


@pytest.fixture(scope="module")
def files():
    """The files of the repository, new ones included."""
    command = "git ls-files --cached --others --exclude-standard".split()
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in told.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("kind", SECRETS)
def test_a_planted_secret_is_found_and_not_repeated(kind):
    """O-13"""
    found = secret_scan.complaints_about("x.py", f"one\nkey = '{SECRETS[kind]}'\n")
    assert found == [f"x.py:2: this looks like {kind}"]


def test_the_repository_holds_no_secret(files):
    """O-13"""
    assert secret_scan.complaints(files) == []


def test_what_is_allowed_to_look_like_a_secret_is_there():
    """O-13: an exception goes with its file."""
    assert all((ROOT / name).is_file() for name in secret_scan.ALLOWED)


def test_every_package_is_locked_with_checksums():
    """O-13"""
    assert list(locked_packages.LOCKS.glob("*.lock"))
    assert locked_packages.complaints() == []


def test_an_unlocked_package_is_found():
    """O-13: without a version, without a checksum, wanted and not locked."""
    checksum = "--hash=sha256:" + "a" * 64
    about = locked_packages.complaints_about_lock
    assert about("x.lock", f"one==1.0 \\\n    {checksum}\n") == []
    assert about("x.lock", f"one>=1.0 \\\n    {checksum}\n")
    assert about("x.lock", "one==1.0\n")
    assert about("x.lock", f"one @ https://example.com/one.whl \\\n    {checksum}\n")
    assert locked_packages.complaints_about_wanted("x.lock", "two<3\n", {"one": "1.0"})
    assert locked_packages.complaints_about_copy("x.txt", "one==1.1\n", {"one": "1.0"})
    npm = {"packages": {"": {}, "node_modules/a": {"resolved": "git+ssh://a/b"}}}
    assert len(locked_packages.complaints_about_npm("x.json", npm)) == 2


@pytest.mark.parametrize("body", STATUS_ALONE)
def test_a_test_that_looks_at_the_status_alone_is_found(body):
    """T-05"""
    assert status_only.complaints_about("x.py", f"def test_a(self):\n    {body}\n")


@pytest.mark.parametrize("body", MORE_THAN_STATUS)
def test_a_test_that_looks_at_the_page_is_fine(body):
    """T-05"""
    text = f"def test_a(self):\n    {body}\n"
    assert status_only.complaints_about("x.py", text) == []


def test_no_test_of_ours_looks_at_the_status_alone(files):
    """T-05"""
    assert status_only.complaints(files) == []
