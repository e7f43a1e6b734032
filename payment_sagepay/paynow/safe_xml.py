"""The one way in for XML: checked while it is read, refused before it is kept.

A document type is refused at its first character, so that no entity, no external
file and no default attribute exists at all; depth, number of elements and number
of attributes are bounded. Works on the parser of the standard library, so the
guarantee does not depend on the version of another one.
"""

from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers import expat

from .errors import Malformed
from .scrub import evidence


@dataclass(frozen=True)
class XmlLimits:
    """Bounds of one document; ``size`` in bytes, ``attributes`` per element."""

    size: int = 64 * 1024
    depth: int = 40
    elements: int = 5_000
    attributes: int = 30


def parse_xml(data: bytes, limits: XmlLimits | None = None) -> ElementTree.Element:
    """Return the root element; raises ``Malformed`` (xml) on anything suspicious."""
    limits = limits or XmlLimits()
    try:
        if len(data) > limits.size:
            raise Malformed("The XML is too large", code="xml")
        return _Builder(limits).build(data)
    except Malformed as error:
        error.raw = evidence(data)
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:
        message = "The reply is not well-formed XML"
        raise Malformed(message, code="xml", raw=evidence(data)) from error


def local_name(element: ElementTree.Element) -> str:
    """Return the element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def find_local(element: ElementTree.Element, name: str) -> ElementTree.Element | None:
    """Return the first descendant of that local name, whatever its namespace."""
    return next((e for e in element.iter() if local_name(e) == name), None)


class _Builder:
    """Builds a tree from parser events and stops at the first broken limit."""

    def __init__(self, limits: XmlLimits):
        self._limits = limits
        self._tree = ElementTree.TreeBuilder()
        self._depth = 0
        self._elements = 0

    def build(self, data: bytes) -> ElementTree.Element:
        """Return the root element of a whole document."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._tree.data
        parser.Parse(data, True)
        return self._tree.close()

    def _refuse_doctype(self, *_details):
        raise Malformed("The XML declares a document type", code="xml")

    def _start(self, name: str, attributes: dict[str, str]):
        self._depth += 1
        self._elements += 1
        if (
            self._depth > self._limits.depth
            or self._elements > self._limits.elements
            or len(attributes) > self._limits.attributes
        ):
            raise Malformed("The XML is too deep or too rich", code="xml")
        self._tree.start(_qualified(name), attributes)

    def _end(self, name: str):
        self._depth -= 1
        self._tree.end(_qualified(name))


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name
