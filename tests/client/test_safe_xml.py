"""XML from outside: refused before it becomes a tree."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paynow.errors import Malformed
from paynow.safe_xml import XmlLimits, find_local, local_name, parse_xml

BOMB = b"".join(
    [b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "ha">']
    + [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">'.encode() for n in range(1, 12)]
    + [b"]><a>&e11;</a>"]
)
QUADRATIC = b'<!DOCTYPE a [<!ENTITY e "%s">]><a>%s</a>' % (b"x" * 5000, b"&e;" * 5000)
EXTERNAL = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'
HUGE = XmlLimits(size=2**26)


def test_an_ordinary_document_becomes_a_tree():
    root = parse_xml(
        '<?xml version="1.0"?><n:a xmlns:n="urn:x" k="v">é<b>2</b></n:a>'.encode()
    )
    assert (root.tag, local_name(root), root.attrib) == ("{urn:x}a", "a", {"k": "v"})
    assert find_local(root, "b").text == "2"
    assert find_local(root, "c") is None


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(BOMB, id="billion laughs"),
        pytest.param(QUADRATIC, id="quadratic blow-up"),
        pytest.param(EXTERNAL, id="external entity"),
        pytest.param(b"<!DOCTYPE a><a/>", id="empty document type"),
        pytest.param(
            b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>', id="external dtd"
        ),
        pytest.param(b'<!DOCTYPE a [<!ENTITY % p "x"> %p;]><a/>', id="parameter"),
        pytest.param(b"<a>&e;</a>", id="unknown entity"),
        pytest.param(b"<a" + b" b='1'" * 200_000 + b"/>", id="same attribute"),
        pytest.param(
            b"<a" + b"".join(b" b%d='1'" % n for n in range(200_000)) + b"/>",
            id="200 000 attributes",
        ),
        pytest.param(
            b"<a" + b"".join(b"\tb%d = '>\"'" % n for n in range(200_000)) + b"/>",
            id="200 000 attributes, oddly written",
        ),
        pytest.param(b"<a>" * 41 + b"</a>" * 41, id="41 deep"),
        pytest.param(b"<a>" * 100_000, id="100 000 deep"),
        pytest.param(b"<a>" + b"<b/>" * 100_000 + b"</a>", id="100 000 elements"),
        pytest.param(b"", id="empty"),
        pytest.param(b"text", id="text"),
        pytest.param(b"<a>", id="cut"),
        pytest.param(b"<a/><b/>", id="two roots"),
        pytest.param(b"<a>\x00</a>", id="NUL"),
        pytest.param(b"<a>\xff</a>", id="not UTF-8"),
        pytest.param(b'<?xml version="1.0" encoding="x-none"?><a/>', id="encoding"),
        pytest.param("<!DOCTYPE a><a/>".encode("utf-16"), id="UTF-16"),
        pytest.param("<!DOCTYPE a><a/>".encode("utf-16-le"), id="UTF-16, no mark"),
        pytest.param(
            b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a><a/>', id="UTF-7"
        ),
        pytest.param(b"<n:a/>", id="unknown prefix"),
    ],
)
def test_hostile_documents_are_refused_at_once(data):
    """G-06"""
    start = time.monotonic()
    with pytest.raises(Malformed) as refusal:
        parse_xml(data, HUGE)
    assert time.monotonic() - start < 1
    assert refusal.value.code == "xml"


def test_the_size_is_bounded():
    """G-05, G-06"""
    padded = b"<a>" + b"x" * 65536 + b"</a>"
    with pytest.raises(Malformed):
        parse_xml(padded)
    assert len(parse_xml(padded, HUGE).text) == 65536


def test_a_long_statement_is_read():
    """One text may be as long as the caller allows."""
    data = b"<a>" + b"x" * (11 * 2**20) + b"</a>"
    assert len(parse_xml(data, HUGE).text) == 11 * 2**20


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8"])
def test_only_elements_and_text_are_kept(encoding):
    data = f"<?xml version='1.0' encoding='{encoding}'?><?p i?><a>1<!-- c -->2<?p i?>"
    root = parse_xml(f"{data}<![CDATA[<3>]]><b/></a>".encode("utf-8-sig"))
    assert [local_name(found) for found in root.iter()] == ["a", "b"]
    assert root.text == "12<3>"


def test_the_limits_themselves_are_allowed():
    attributes = " ".join(f"b{n}='1'" for n in range(30))
    data = f"<a {attributes}/>".join(["<a>" * 39, "</a>" * 39]).encode()
    assert len(list(parse_xml(data).iter())) == 40


def test_a_refusal_keeps_scrubbed_evidence():
    """G-04, O-03"""
    with pytest.raises(Malformed) as refusal:
        parse_xml(b"<html>11111111-2222-4333-8444-555555555555")
    assert refusal.value.raw == "<html>[key]"


@given(st.binary() | st.text("<>/ab&;!=\"' ").map(str.encode))
def test_any_bytes_are_a_tree_or_malformed(data):
    """G-06"""
    try:
        assert isinstance(parse_xml(data).tag, str)
    except Malformed as refusal:
        assert refusal.code == "xml"
