"""What is seen of a live shop from outside, for the invariants no database knows.

I5  nobody is shown a document of somebody else: no answer to a payer or a stranger
    contains the words planted in another customer's papers.
I6  every failure is either expected by its test or healed: the log has no line at
    WARNING or above that no test announced with the mark ``logs``.
I7  no secret is in the log, in a mail, or in what the gateway was asked.
I8  one public request costs bounded time and memory, and its answer is of bounded
    size.
"""

import contextlib
import json
import re
import time
from typing import NamedTuple

# Words in the papers of a customer whom no test visits.
CANARY = "CanaryOfVeldt"
# Seconds, bytes and kilobytes; the look-up that somebody waits for has two seconds.
MOST_SECONDS = 60
MOST_BYTES = 5_000_000
MOST_MEMORY = 1_500_000

# What the tests' own way of pressing buttons is warned about, what Debian's PDF engine
# says of itself, and what the database asks to be repeated, which it is: a payment
# that was not is found in the books. No proxy stands before these shops that would
# hand the back end's live channel to the port it is served on.
_OURS = (
    r"odoo\.addons\.rpc\.controllers\.xmlrpc: The /xmlrpc",
    r"ir_actions_report: wkhtmltopdf: The switch --header",
    r"ir_cron: Job 'Base: Auto-vacuum internal data' \(\d+\) processed no record",
    r"odoo\.http: Job '.*' already executing",
    r"ERROR: could not serialize access",
    r"Couldn't bind the websocket",
)
_ENTRY = re.compile(r"^\d{4}-\d\d-\d\d \d\d:")
_LINE = re.compile(r"^\d{4}-\d\d-\d\d \S+ \d+ (?:WARNING|ERROR|CRITICAL) ")


class Exchange(NamedTuple):
    """One public request and its answer."""

    address: str
    seconds: float
    size: int
    text: str


class Witness:
    """Records every exchange of this process with the shop, and reads its log."""

    def __init__(self, shop, secrets=()):
        self.shop = shop
        self.secrets = set(secrets)
        self.exchanges = []
        self.begin(())
        self._read_to = 0

    @contextlib.contextmanager
    def listening(self):
        """Record what ``requests`` sends to the shop, whoever uses it."""
        # Measurements look for complaints without that library.
        import requests

        send = requests.Session.send

        def watched(session, request, **options):
            began = time.monotonic()
            answer = send(session, request, **options)
            if request.url.startswith(self.shop.url):
                self.see(request.url, time.monotonic() - began, answer)
            return answer

        requests.Session.send = watched
        try:
            yield
        finally:
            requests.Session.send = send

    def see(self, address, seconds, answer):
        """Keep one answer."""
        text = answer.text if "text" in answer.headers.get("Content-Type", "") else ""
        self.exchanges.append(Exchange(address, seconds, len(answer.content), text))

    def begin(self, expected):
        """Start afresh for one test.

        :param expected: patterns of the log lines that the test provokes
        """
        self.exchanges.clear()
        self.expected = [re.compile(pattern) for pattern in (*_OURS, *expected)]
        self._read_to = self._log_size()

    def complaints(self, gateway_ledger):
        """Return one line per thing that must not be."""
        lines = self._log_lines()
        return [
            *self._seen_by_others(),
            *(f"I6: in the log: {line}" for line in self._unexpected(lines)),
            *self._leaks(lines, gateway_ledger),
            *self._costs(),
        ]

    def _seen_by_others(self):
        return [
            f"I5: shown to somebody else: {one.address}"
            for one in self.exchanges
            if CANARY in one.text
        ]

    def _unexpected(self, lines):
        """Return the first line of each entry that no pattern is found in."""
        entries = []
        for line in lines:
            if entries and not _ENTRY.match(line):
                entries[-1] += f"\n{line}"
            else:
                entries.append(line)
        return [
            entry.partition("\n")[0]
            for entry in entries
            if _LINE.match(entry) and not any(p.search(entry) for p in self.expected)
        ]

    def _leaks(self, lines, gateway_ledger):
        """Return where a secret is: log, mails, questions to the gateway."""
        asked = json.dumps(gateway_ledger["lookups"])
        referers = json.dumps([p.get("referer") for p in gateway_ledger["payments"]])
        mails = [mail["html"] + mail["text"] for mail in self._mails()]
        # The token of a link is for its mail and nothing else.
        kept_from_mails = {s for s in self.secrets if not self._is_token(s)}
        places = (
            ("the log", lines, self.secrets),
            ("a question to the gateway", [asked], self.secrets),
            ("the address a payer came from", [referers], self.secrets),
            ("a mail", mails, kept_from_mails),
        )
        return [
            f"I7: a secret is in {place}: {text[:200]}"
            for place, texts, secrets in places
            for text in texts
            if any(secret in text for secret in secrets)
        ]

    @staticmethod
    def _is_token(secret):
        return len(secret) > 40

    def _mails(self):
        # The inbox of a test that stops it holds nothing meanwhile.
        with contextlib.suppress(OSError):
            return self.shop.mails()
        return []

    def _costs(self):
        """Return what took too long, was too long, or filled a worker's memory."""
        slow = [one for one in self.exchanges if one.seconds > MOST_SECONDS]
        large = [one for one in self.exchanges if one.size > MOST_BYTES]
        return [
            *(f"I8: took {one.seconds:.0f} s: {one.address}" for one in slow),
            *(f"I8: {one.size} bytes: {one.address}" for one in large),
            *(
                f"I8: a worker uses {kilobytes} kB"
                for kilobytes in self.memory()
                if kilobytes > MOST_MEMORY
            ),
        ]

    def memory(self):
        """Return the most memory each process of the shop ever used, in kilobytes."""
        found = []
        with contextlib.suppress(OSError):
            path = f"/proc/{self.shop.odoo.pid}/task/{self.shop.odoo.pid}/children"
            with open(path) as stream:
                children = stream.read().split()
            for pid in children:
                with contextlib.suppress(OSError), open(f"/proc/{pid}/status") as rows:
                    text = rows.read()
                    found += re.findall(r"VmHWM:\s+(\d+) kB", text)
        return [int(number) for number in found]

    def _log_path(self):
        return self.shop.log / "odoo.log"

    def _log_size(self):
        with contextlib.suppress(OSError):
            return self._log_path().stat().st_size
        return 0

    def _log_lines(self):
        """Return the log's lines since the test began."""
        with open(self._log_path(), "rb") as stream:
            stream.seek(self._read_to)
            return stream.read().decode("utf-8", "replace").splitlines()
