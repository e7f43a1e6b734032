"""Envelopes for the gateway's two kinds of SOAP service.

``NIWS_NIF`` speaks SOAP 1.1 (its WSDL; action in an HTTP header), ``niws_partner``
SOAP 1.2 with addressing in the envelope (observed in netcash/paynow-php
KeysValidator.php). https://api.netcash.co.za/standard-integration/netconnector-setup/
"""

from collections.abc import Iterable

from lxml import etree

from .errors import Malformed, RetryLater
from .safe_xml import XmlLimits, find_local, local_name, parse_xml
from .scrub import evidence
from .text import clean_text, is_printable

SERVICE_NS = "http://tempuri.org/"
SOAP_11_NS = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12_NS = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING_NS = "http://www.w3.org/2005/08/addressing"


def element(namespace: str, name: str, text: str | None = None) -> etree._Element:
    """Return a new element; raises ``Malformed`` on text XML cannot carry."""
    new = etree.Element(f"{{{namespace}}}{name}")
    if text is not None:
        if not is_printable(text):
            raise Malformed(f"{name} has unprintable characters", code="request")
        new.text = text
    return new


def soap_11(
    interface: str, method: str, parameters: Iterable[tuple[str, str]]
) -> tuple[dict[str, str], bytes]:
    """Return the HTTP headers and body of a SOAP 1.1 call, parameters in order."""
    call = element(SERVICE_NS, method)
    call.extend(element(SERVICE_NS, name, value) for name, value in parameters)
    headers = {
        "Content-Type": "text/xml; charset=utf-8",
        "SOAPAction": f'"{SERVICE_NS}{interface}/{method}"',
    }
    return headers, _envelope(SOAP_11_NS, (), call)


def soap_12(
    interface: str, to: str, call: etree._Element
) -> tuple[dict[str, str], bytes]:
    """Return the HTTP headers and body of an addressed SOAP 1.2 call."""
    action = f"{SERVICE_NS}{interface}/{local_name(call)}"
    addressing = (
        element(ADDRESSING_NS, "Action", action),
        element(ADDRESSING_NS, "To", to),
    )
    headers = {"Content-Type": "application/soap+xml; charset=utf-8"}
    return headers, _envelope(SOAP_12_NS, addressing, call)


def read_result(
    body: bytes, method: str, limits: XmlLimits | None = None
) -> etree._Element:
    """Return the ``<method>Result`` element of a reply, found by local names.

    Raises ``RetryLater`` (fault) when the service reports a fault and ``Malformed``
    (xml, reply) when the reply is not such an envelope.
    """
    root = parse_xml(body, limits)
    fault = find_local(root, "Fault")
    if fault is not None:
        words = clean_text(" ".join(fault.itertext()))[:200]
        message = f"The service reports a fault: {words}"
        raise RetryLater(message, code="fault", raw=evidence(body))
    found = find_local(root, f"{method}Result")
    if local_name(root) != "Envelope" or found is None:
        message = f"The reply holds no result of {method}"
        raise Malformed(message, code="reply", raw=evidence(body))
    return found


def _envelope(namespace: str, headers, call: etree._Element) -> bytes:
    envelope = element(namespace, "Envelope")
    if headers:
        header = etree.SubElement(envelope, f"{{{namespace}}}Header")
        header.extend(headers)
    etree.SubElement(envelope, f"{{{namespace}}}Body").append(call)
    return etree.tostring(envelope, encoding="utf-8", xml_declaration=True)
