"""Read and write the two SOAP dialects of the gateway."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.sax.saxutils import escape

from .wire import Reply

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING = "http://www.w3.org/2005/08/addressing"
TEMPURI = "http://tempuri.org/"
CONTENT = {
    SOAP11: "text/xml; charset=utf-8",
    SOAP12: "application/soap+xml; charset=utf-8",
}


class SoapError(ValueError):
    """The envelope is not one the service understands."""


def envelope(body: bytes, namespace: str) -> ElementTree.Element:
    """Return the parsed envelope; raise SoapError for DTDs, bad XML, wrong SOAP."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise SoapError("a DTD is not allowed")
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        raise SoapError(f"not XML: {error}") from None
    if root.tag != f"{{{namespace}}}Envelope":
        raise SoapError("not this version of SOAP")
    return root


def operation(root: ElementTree.Element, namespace: str) -> ElementTree.Element:
    """Return the one element of the body; raise SoapError if it has not one."""
    body = root.find(f"{{{namespace}}}Body")
    if body is None or len(body) != 1:
        raise SoapError("the body must have one element")
    return body[0]


def ordered(
    parent: ElementTree.Element | None, namespace: str, names: tuple[str, ...]
) -> dict[str, ElementTree.Element]:
    """Return the children by local name, dropping any that come out of order.

    That is what the gateway's serialiser does: a misplaced element is not seen.
    """
    found: dict[str, ElementTree.Element] = {}
    place = -1
    for child in parent if parent is not None else ():
        local = child.tag.removeprefix(f"{{{namespace}}}")
        if local in names and names.index(local) > place:
            place = names.index(local)
            found[local] = child
    return found


def text_of(element: ElementTree.Element | None) -> str:
    """Return an element's text, trimmed; empty for a missing element."""
    return (element.text or "").strip() if element is not None else ""


def answer(namespace: str, inner: str, status: int = 200) -> Reply:
    """Return a reply with `inner` as the body of an envelope."""
    text = (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<s:Envelope xmlns:s="{namespace}"><s:Body>{inner}</s:Body></s:Envelope>'
    )
    return Reply(text.encode(), status, CONTENT[namespace])


def fault(namespace: str, reason: str, code: str = "ActionNotSupported") -> Reply:
    """Return a SOAP fault; HTTP 500 as SOAP demands."""
    if namespace == SOAP11:
        inner = (
            f"<s:Fault><faultcode>a:{code}</faultcode>"
            f'<faultstring xml:lang="en-ZA">{escape(reason)}</faultstring></s:Fault>'
        )
    else:
        inner = (
            f"<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason>"
            f'<s:Text xml:lang="en-ZA">{escape(reason)}</s:Text></s:Reason></s:Fault>'
        )
    return answer(namespace, inner, 500)
