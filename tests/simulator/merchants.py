"""The simulated accounts: service keys, callback addresses, methods, limits."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import asdict, dataclass, field, fields
from urllib.parse import urlsplit

VENDOR_KEY = "24ade73c-98cf-47b3-99be-cc7b867b3080"
SERVICE_KEY = "11111111-2222-4333-8444-555555555555"
ACCOUNT_KEY = "55555555-6666-4777-8888-999999999999"
FOREIGN_SERVICE_KEY = "99999999-8888-4777-8666-555555555555"
FOREIGN_ACCOUNT_KEY = "99999999-8888-4777-8666-000000000000"

KINDS = ("accept", "decline", "redirect", "notify")
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass
class Merchant:
    """One account: `key` is its Pay Now key, `account_key` its statement key."""

    key: str
    name: str
    account: str
    account_key: str = ""
    callbacks: dict[str, str] = field(default_factory=dict)
    methods: list[int] = field(default_factory=lambda: list(range(1, 11)))
    card_limit: str = ""
    active: bool = True


def is_loopback(host: str) -> bool:
    """Tell whether `host` is this machine: literal loopback or a localhost name."""
    host = host.strip("[]").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_callback(url: str) -> str:
    """Return `url` if it is empty or plain http on this machine.

    Raises ValueError otherwise: the simulator never speaks to another host.
    """
    parts = urlsplit(url)
    if url and (parts.scheme != "http" or not is_loopback(parts.hostname or "")):
        raise ValueError(f"callback address is not http on loopback: {url}")
    return url


def callback_urls(base: str) -> dict[str, str]:
    """Return the four addresses under `base`, or one set of empty ones."""
    base = check_callback(base).rstrip("/")
    return {kind: f"{base}/payment/sagepay/{kind}" if base else "" for kind in KINDS}


def default_merchants(base: str) -> list[Merchant]:
    """Return the shop's own account and a stranger's account without callbacks."""
    ours = Merchant(
        SERVICE_KEY, "Simulated Shop", "51005101234", ACCOUNT_KEY, callback_urls(base)
    )
    other = Merchant(
        FOREIGN_SERVICE_KEY,
        "Another Merchant",
        "51009998887",
        FOREIGN_ACCOUNT_KEY,
        callback_urls(""),
    )
    return [ours, other]


class Merchants:
    """All accounts, found by Pay Now key or by statement key, in any case."""

    def __init__(self, base: str) -> None:
        self.vendor_keys = {VENDOR_KEY}
        self._by_key = {m.key: m for m in default_merchants(base)}

    def find(self, key: str) -> Merchant | None:
        """Return the account whose Pay Now key is `key`, or None."""
        return self._by_key.get(key.strip().lower())

    def by_account_key(self, key: str) -> Merchant | None:
        """Return the account whose statement key is `key`, or None."""
        key = key.strip().lower()
        found = (m for m in self._by_key.values() if key and m.account_key == key)
        return next(found, None)

    def by_account(self, account: str) -> Merchant | None:
        """Return the account with this 11-digit number, or None."""
        found = (m for m in self._by_key.values() if m.account == account.strip())
        return next(found, None)

    def all(self) -> list[dict]:
        """Return every account as plain data."""
        return [asdict(merchant) for merchant in self._by_key.values()]

    def change(self, values: dict) -> Merchant:
        """Add or change the account named by `values["key"]`.

        `callback_base` fills the four addresses; `callbacks` sets single ones.
        Raises ValueError for unknown names, a bad key or a foreign address.
        """
        values = dict(values)
        key = str(values.pop("key", SERVICE_KEY)).lower()
        if not GUID.fullmatch(key):
            raise ValueError("key is not a GUID")
        base = values.pop("callback_base", None)
        urls = values.pop("callbacks", {})
        unknown = set(values) - {f.name for f in fields(Merchant)}
        if unknown or set(urls) - set(KINDS):
            raise ValueError(f"unknown setting: {sorted(unknown) or sorted(urls)}")
        checked = {kind: check_callback(url) for kind, url in urls.items()}
        merchant = self._by_key.get(key)
        if merchant is None:
            merchant = Merchant(key, "New Merchant", "51000000000")
            merchant.callbacks = callback_urls("")
            self._by_key[key] = merchant
        for name, value in values.items():
            setattr(merchant, name, value)
        if base is not None:
            merchant.callbacks = callback_urls(base)
        merchant.callbacks.update(checked)
        return merchant
