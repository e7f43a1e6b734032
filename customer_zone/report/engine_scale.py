"""How large the PDF engine prints a millimetre.

Builds of the engine differ, and none says so. A sheet is laid out in true millimetres,
so what the engine makes of them is measured once per process.
"""

import re

BLOCK, BLOCKS = 5, 3000  # height in mm and number of the blocks printed
PAGE_HEIGHT = 297 - 10 - 8
PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b(?!s)")
RULER = (
    "<!DOCTYPE html><html><head><style>body{margin:0}"
    f"div{{height:{BLOCK}mm;page-break-inside:avoid}}</style></head><body>"
    f"{'<div></div>' * BLOCKS}</body></html>"
)
_measured: dict[str, float] = {}


def engine_zoom(print_html) -> float:
    """Return the zoom that makes a millimetre one, rather less than more.

    :param print_html: prints HTML on A4 and returns the PDF
    """
    if "zoom" not in _measured:
        pages = page_count(print_html(RULER))
        per_page = max(1, BLOCKS // max(1, pages))
        _measured["zoom"] = per_page * BLOCK / PAGE_HEIGHT
    return _measured["zoom"]


def page_count(content: bytes) -> int:
    """Return the number of pages of a PDF the engine made."""
    return len(PAGE_OBJECT.findall(content))
