"""Are these keys the gateway's keys for this account?

``ValidateServiceKey`` of ``niws_partner``; observed in official plugins
(netcash/paynow-php KeysValidator.php), expected before storing keys by
https://api.netcash.co.za/standard-integration/netconnector-setup/. Three failed
tries in ten minutes lock the account: call it for a person's click or once a day,
never in a retry loop.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .codes import (
    ACCOUNT_LOCKED,
    DEFAULT_VENDOR_KEY,
    KEY_VALID,
    WRONG_ACCOUNT,
    WRONG_SERVICE,
)
from .errors import Malformed
from .form import is_guid
from .gateway import Gateway
from .hosts import PARTNER_PATH
from .safe_xml import find_local, local_name
from .soap import SERVICE_NS, element, read_result, soap_12

_INTERFACE = "INIWS_Partner"
_METHOD = "ValidateServiceKey"
# The address inside the envelope is a fixed name, also under an override.
_TO = "https://ws.netcash.co.za/NIWS/NIWS_Partner.svc"
_DATA_NS = "http://schemas.datacontract.org/2004/07/NC.DG.TMS.C.WCF.NIWS"


@dataclass(frozen=True)
class KeyCheck:
    """The answer in three-digit statuses, the services by their number.

    ``codes.ACCOUNT_STATUSES`` and ``codes.SERVICE_STATUSES`` have the words.
    """

    account_status: str
    service_statuses: Mapping[int, str]

    @property
    def is_valid(self) -> bool:
        """True when the account and every service asked about are validated."""
        statuses = [self.account_status, *self.service_statuses.values()]
        answered = bool(self.service_statuses)
        return answered and all(status == KEY_VALID for status in statuses)

    @property
    def verdict(self) -> str:
        """valid, wrong, locked, or unclear when nothing was said about the keys.

        Only wrong and locked count as a failed try at the gateway.
        """
        if self.is_valid:
            return "valid"
        if self.account_status == ACCOUNT_LOCKED:
            return "locked"
        wrong_account = self.account_status in WRONG_ACCOUNT
        wrong_service = WRONG_SERVICE & set(self.service_statuses.values())
        if wrong_account or (self.account_status == KEY_VALID and wrong_service):
            return "wrong"
        return "unclear"


class KeyClient(Gateway):
    """Asks the gateway whether keys are valid."""

    def check_keys(
        self,
        account: str,
        keys: Mapping[int, str],
        vendor_key: str = DEFAULT_VENDOR_KEY,
    ) -> KeyCheck:
        """Ask about the keys of some services (number to key) of one account.

        Raises ``Malformed`` before anything is sent when a key or the account number
        cannot be one, and the errors of a lost, wrong or faulty reply.
        """
        headers, body = build_key_check(account, keys, vendor_key)
        reply = self._fetch("POST", PARTNER_PATH, body, headers)
        return read_key_check(reply.body, tuple(keys))


def is_account_number(text: str | None) -> bool:
    """Tell whether ``text`` can be an account number: digits, eleven as a rule."""
    return bool(re.fullmatch(r"[0-9]{6,20}", text or ""))


def build_key_check(
    account: str, keys: Mapping[int, str], vendor_key: str = DEFAULT_VENDOR_KEY
) -> tuple[dict[str, str], bytes]:
    """Return the HTTP headers and body of the question; see ``check_keys``."""
    if not is_account_number(account):
        raise Malformed("The account number is not a number", code="account")
    if not keys or not all(is_guid(key) for key in (vendor_key, *keys.values())):
        raise Malformed("A key is not 36 characters of a key", code="key")
    question = element(SERVICE_NS, "request")
    services = element(_DATA_NS, "ServiceInfoList")
    for number, key in keys.items():
        service = element(_DATA_NS, "ServiceInfo")
        service.append(element(_DATA_NS, "ServiceId", str(int(number))))
        service.append(element(_DATA_NS, "ServiceKey", key))
        services.append(service)
    # The service reads its fields in alphabetical order and misses others.
    question.append(element(_DATA_NS, "MerchantAccount", account))
    question.append(services)
    question.append(element(_DATA_NS, "SoftwareVendorKey", vendor_key))
    call = element(SERVICE_NS, _METHOD)
    call.append(question)
    return soap_12(_INTERFACE, _TO, call)


def read_key_check(body: bytes, asked: tuple[int, ...] = ()) -> KeyCheck:
    """Return the statuses in a reply.

    Raises ``Malformed`` when a status is missing or unreadable, or when the reply
    does not answer for every service ``asked`` about, and nothing else. An account
    that was not let in says nothing about services: what stands there then is not
    read.
    """
    result = read_result(body, _METHOD)
    found = find_local(result, "AccountStatus")
    if found is None:
        raise Malformed("The reply has no account status", code="reply")
    account = _status(found)
    if account != KEY_VALID:
        return KeyCheck(account, {})
    services = dict(
        _service(part)
        for part in result.iter()
        if local_name(part) == "ServiceInfoResponse"
    )
    if asked and set(asked) != set(services):
        raise Malformed("The reply is about other services", code="reply")
    return KeyCheck(account, services)


def _service(found) -> tuple[int, str]:
    parts = {local_name(part): part for part in found}
    if not {"ServiceId", "ServiceStatus"} <= parts.keys():
        raise Malformed("A service has no status", code="reply")
    return _number(parts["ServiceId"]), _status(parts["ServiceStatus"])


def _status(found) -> str:
    text = (found.text or "").strip()
    if not re.fullmatch(r"[0-9]{3}", text):
        raise Malformed("A status is not three digits", code="reply")
    return text


def _number(found) -> int:
    text = (found.text or "").strip()
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise Malformed("A service id is not a number", code="reply")
    return int(text)
