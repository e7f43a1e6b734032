"""The rows of a printed table as HTML, made quickly: there may be thousands."""

from markupsafe import Markup

TEXT, NUMBER = "<td>%s</td>", '<td class="n">%s</td>'
ACTIVITY = 5 * TEXT + 3 * NUMBER
OPEN = 4 * TEXT + 5 * NUMBER
SUMS = {
    ("carry", False): '<td colspan="7">%s</td>' + NUMBER,
    ("carry", True): '<td colspan="8">%s</td>' + NUMBER,
    ("closing", False): '<td colspan="5">%s</td>' + 3 * NUMBER,
    ("closing", True): '<td colspan="5">%s</td>' + 4 * NUMBER,
}


def rows_html(rows, is_open):
    """Return the table rows of one part of a page; all texts are escaped.

    :param rows: ``Row`` values
    :param bool is_open: whether they are open items, and not movements
    """
    # Only our own markup is the pattern; what the books say is put in escaped.
    line = Markup(f'<tr style="height:%smm">{OPEN if is_open else ACTIVITY}</tr>')
    sums = {
        kind: Markup(f'<tr class="s">{SUMS[kind, is_open]}</tr>')
        for kind in ("carry", "closing")
    }
    return Markup().join(
        line % (f"{row.height:.1f}", *row.cells)
        if row.kind == "line"
        else sums["closing" if row.kind == "closing" else "carry"] % row.cells
        for row in rows
    )
