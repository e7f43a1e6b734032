"""The merchant statement service: ask for a day, come back for the file.

Methods and results: https://api.netcash.co.za/standard-integration/netcash-statement/,
https://api.netcash.co.za/ws-methods/web-service-response-codes/ and observed in
public integrations. The statement of a day is available from 08h30 on the next
(Africa/Johannesburg); the key is that of the account service, not of Pay Now.
"""

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

from lxml.etree import _Element as Element

from .codes import STATEMENT_REFUSALS, STATEMENT_RESULTS
from .errors import Malformed, Rejected, RetryLater
from .form import is_guid
from .gateway import Gateway
from .hosts import NIF_PATH, SERVICE_BASE
from .http import CONNECT_TIMEOUT
from .money import STATEMENT_PLACES, parse_amount
from .safe_xml import XmlLimits, find_local
from .soap import read_result, soap_11

# A hundred thousand lines of a hundred characters, twice over.
STATEMENT_BYTES = 20 * 1024 * 1024
STATEMENT_DEADLINE = 60.0

_INTERFACE = "INIWS_NIF"
_POLLING_ID = re.compile(r"[0-9]{4,40}")


@dataclass(frozen=True)
class Balance:
    """What the account holds, in rands with four decimals; may be negative."""

    available: Decimal
    current: Decimal


class StatementClient(Gateway):
    """Asks for statements, and about what the account holds.

    Every method is harmless to repeat, but a day that is waiting should be retrieved,
    not requested again.
    """

    def __init__(
        self,
        service_base: str = SERVICE_BASE,
        simulated: bool = False,
        connect_timeout: float = CONNECT_TIMEOUT,
        deadline: float = STATEMENT_DEADLINE,
        max_bytes: int = STATEMENT_BYTES,
    ):
        super().__init__(service_base, simulated, connect_timeout, deadline, max_bytes)

    def request_statement(self, account_key: str, day: datetime.date) -> str:
        """Ask for the statement of one past day; return the id to retrieve it with.

        ``day`` is a day in Africa/Johannesburg. Raises ``Rejected`` when the key or
        the account is refused (100, 104, 105, 106, 311), else ``RetryLater`` (102: not
        there yet; 200, 203 and whatever else).
        """
        parameters = [("FromActionDate", day.strftime("%Y%m%d"))]
        return read_polling_id(
            self._call("RequestMerchantStatement", account_key, parameters)
        )

    def request_interim_statement(self, account_key: str) -> str:
        """Ask for today's movements so far; return the id to retrieve them with."""
        return read_polling_id(
            self._call("RequestInterimMerchantStatement", account_key)
        )

    def retrieve_statement(self, account_key: str, polling_id: str) -> str:
        """Return the file's text, "" when an interim statement has nothing new.

        Raises ``RetryLater``: not_ready while the file is being made, 202 and 203 for
        an id that is good no more, or another code.
        """
        return self._retrieve("RetrieveMerchantStatement", account_key, polling_id)

    def request_transaction_types(self, account_key: str) -> str:
        """Ask for the gateway's own list of codes; return the id to retrieve it with.

        Errors as for ``request_statement``.
        """
        return read_polling_id(self._call("RequestTransactionTypes", account_key))

    def retrieve_transaction_types(self, account_key: str, polling_id: str) -> str:
        """Return the list of codes as the gateway writes it: its form is not public.

        Errors as for ``retrieve_statement``.
        """
        return self._retrieve("RetrieveTransactionTypes", account_key, polling_id)

    def available_balance(self, account_key: str) -> Balance:
        """Return what the account holds now."""
        name = "serviceKey"
        return read_balance(self._call("GetAvailableBalance", account_key, (), name))

    def _retrieve(self, method: str, key: str, polling_id: str) -> str:
        if not _POLLING_ID.fullmatch(polling_id):
            raise Malformed("Not a polling id", code="polling_id")
        return read_file(self._call(method, key, [("PollingId", polling_id)]))

    def _call(
        self, method: str, key: str, parameters=(), key_name: str = "ServiceKey"
    ) -> Element:
        if not is_guid(key):
            raise Malformed("The account service key is not a key", code="key")
        named = [(key_name, key), *parameters]
        headers, body = soap_11(_INTERFACE, method, named)
        reply = self._fetch("POST", NIF_PATH, body, headers)
        limits = XmlLimits(size=self._limits.max_bytes)
        return read_result(reply.body, method, limits)


def read_polling_id(result: Element) -> str:
    """Return the polling id of a request's result; a result of three digits is a code.

    Raises ``Rejected`` or ``RetryLater`` with that code.
    """
    text = (result.text or "").strip()
    _raise_for_code(text)
    if not _POLLING_ID.fullmatch(text):
        raise Malformed("The reply is neither an id nor a code", code="reply")
    return text


def read_file(result: Element) -> str:
    """Return the statement text of a retrieval's result; see retrieve_statement."""
    text = result.text or ""
    word = " ".join(text[:100].split()).upper()
    if word == "FILE NOT READY":
        raise RetryLater("The statement is not ready yet", code="not_ready")
    if word == "NO CHANGE":
        return ""
    _raise_for_code(text.strip()[:10])
    if not text.strip():
        raise Malformed("The reply holds no file", code="reply")
    return text


def read_balance(result: Element) -> Balance:
    """Return the balances of a result; raises for its error code."""
    code = _part(result, "ErrorCode")
    if code not in ("", "0", "000"):
        _raise_for_code(code)
        raise Malformed("The error code is unreadable", code="reply")
    return Balance(
        _signed(_part(result, "AvailableBalance")),
        _signed(_part(result, "CurrentBalance")),
    )


def _raise_for_code(text: str) -> None:
    if re.fullmatch(r"[0-9]{3}", text):
        words = STATEMENT_RESULTS.get(text, "unknown result")
        error = Rejected if text in STATEMENT_REFUSALS else RetryLater
        raise error(f"The gateway answered {text}: {words}", code=text)


def _part(result: Element, name: str) -> str:
    found = find_local(result, name)
    return (found.text or "").strip() if found is not None else ""


def _signed(text: str) -> Decimal:
    amount = parse_amount(text.removeprefix("-"), STATEMENT_PLACES, max_digits=12)
    return -amount if text.startswith("-") else amount
