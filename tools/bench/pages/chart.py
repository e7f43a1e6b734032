"""Times over the number of invoices, as a picture; standard library only."""

import math
from html import escape

WIDTH, HEIGHT = 860, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 250, 40, 60
COLOURS = ("#8c8c8c", "#0b5d66", "#b3471d", "#3f51a3", "#7a6a00", "#8a2f73", "#2d7d32")
INK = "#1b2430"


def draw(title, series):
    """Return an SVG with one line per series, both axes logarithmic.

    :param series: ``{name: {number of invoices: milliseconds}}``
    """
    xs = sorted({x for points in series.values() for x in points})
    ys = [y for points in series.values() for y in points.values()]
    low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    place = _Place(xs[0], xs[-1], low, high)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' font-family="sans-serif" font-size="13" fill="{INK}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>',
        *_axes(place, xs, low, high),
    ]
    labels = _spread({name: place.y(max(p.items())[1]) for name, p in series.items()})
    for number, (name, points) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        dash = ' stroke-dasharray="6 4"' if name.startswith("core") else ""
        path = " ".join(f"{place.x(x):.1f},{place.y(y):.1f}" for x, y in points.items())
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}"'
            f' stroke-width="2"{dash}/>'
        )
        parts += [
            f'<circle cx="{place.x(x):.1f}" cy="{place.y(y):.1f}" r="3"'
            f' fill="{colour}"/>'
            for x, y in points.items()
        ]
        parts.append(
            f'<text x="{WIDTH - RIGHT + 12}" y="{labels[name] + 4:.1f}"'
            f' fill="{colour}">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</svg>\n"])


class _Place:
    """Where a value stands on the picture."""

    def __init__(self, first, last, low, high):
        self._first, self._low = math.log10(first), low
        self._across = max(math.log10(last) - self._first, 1e-9)
        self._up = max(high - low, 1)

    def x(self, value):
        share = (math.log10(value) - self._first) / self._across
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, value):
        share = (math.log10(value) - self._low) / self._up
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _axes(place, xs, low, high):
    for power in range(low, high + 1):
        y = place.y(10**power)
        yield (
            f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:,g} ms'
            "</text>"
        )
    for x in xs:
        yield (
            f'<text x="{place.x(x):.1f}" y="{HEIGHT - BOTTOM + 20}"'
            f' text-anchor="middle">{x:,}</text>'
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 14}" text-anchor="middle">invoices</text>'


def _spread(heights, gap=17):
    """Return the heights of the labels, so far apart that they can be read."""
    placed, last = {}, -gap
    for name, height in sorted(heights.items(), key=lambda pair: pair[1]):
        last = max(height, last + gap)
        placed[name] = last
    return placed
