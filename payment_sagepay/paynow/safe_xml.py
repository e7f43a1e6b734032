"""The one way in for XML: looked through as bytes, then parsed with ``lxml``.

Everything that makes parsing expensive is refused before the parser sees it: a
document type (so there is no entity, external file or default attribute at all), too
many tags, too many attributes in one. That needs bytes whose meaning is known, hence
UTF-8 alone, and makes the guarantee independent of the version of ``libxml2``.
"""

import re
from dataclasses import dataclass

from lxml import etree

from .errors import Malformed
from .scrub import evidence

# Beyond this the parser wants to be told that a text of such a length is meant.
_LONG_TEXT = 10_000_000
_OTHER_ENCODING = re.compile(rb"""(?i)\s*<\?xml[^>]*\sencoding\s*=\s*.(?!utf-8["'])""")
_ATTRIBUTE = rb"""\s+[^\s=<>]+\s*=\s*(?:"[^"<]*"|'[^'<]*')"""


@dataclass(frozen=True)
class XmlLimits:
    """Bounds of one document; ``size`` in bytes, ``attributes`` per element."""

    size: int = 64 * 1024
    depth: int = 40
    elements: int = 5_000
    attributes: int = 30


def parse_xml(data: bytes, limits: XmlLimits | None = None) -> etree._Element:
    """Return the root element; raises ``Malformed`` (xml) on anything suspicious.

    The tree holds elements and text only, no comments or processing instructions.
    """
    limits = limits or XmlLimits()
    try:
        _look_through(data, limits)
        root = etree.fromstring(data, _parser(len(data) > _LONG_TEXT))
    except (etree.LxmlError, ValueError) as error:
        message = "The reply is not well-formed XML"
        raise Malformed(message, code="xml", raw=evidence(data)) from error
    if root.getroottree().xpath("/*" * (limits.depth + 1)):
        raise _refusal("is too deep", data)
    return root


def local_name(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return etree.QName(element).localname


def find_local(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first of that local name, the element or below, in any namespace."""
    return next(element.iter(f"{{*}}{name}"), None)


def _look_through(data: bytes, limits: XmlLimits) -> None:
    if len(data) > limits.size:
        raise _refusal("is too large", data)
    data.decode("utf-8")
    if _OTHER_ENCODING.match(data):
        raise _refusal("is not in UTF-8", data)
    if b"<!DOCTYPE" in data:
        raise _refusal("declares a document type", data)
    # An element has one or two tags, and nothing else has many of this character.
    crowded = rb"<[^\s<>]+(?:%b){%d}" % (_ATTRIBUTE, limits.attributes + 1)
    if data.count(b"<") > 2 * limits.elements or re.search(crowded, data):
        raise _refusal("is too rich", data)


def _refusal(fault: str, data: bytes) -> Malformed:
    return Malformed(f"The XML {fault}", code="xml", raw=evidence(data))


def _parser(long_text: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=long_text,
        remove_comments=True,
        remove_pis=True,
    )
