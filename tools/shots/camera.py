"""Pictures of pages as `<page>-<width>.png`, and a page that shows them all."""

import html

STYLE = """
body { font: 14px sans-serif; margin: 16px; background: #eee; }
section { display: flex; gap: 16px; align-items: start; margin-bottom: 32px; }
img { border: 1px solid #999; background: #fff; }
h2 { font-size: 16px; margin: 0 0 8px; } .wrong { color: #a00; }
"""


class PageCamera:
    """Saves the pictures of a walk into a folder of their own."""

    def __init__(self, folder):
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, tab, page, size, scripts):
        """Save the page at the width its window has."""
        if page.tall:
            _stretch(tab, size)
        tab.screenshot(
            path=self.folder / self.name(page, size["width"], scripts),
            full_page=page.tall,
            animations="disabled",
        )

    @staticmethod
    def name(page, width, scripts=True):
        """Return the file name of a picture."""
        return f"{page.name}{'' if scripts else '-no-scripts'}-{width}.png"

    def write_index(self, rows):
        """Write ``index.html``; ``rows`` are (title, file names, complaints)."""
        parts = [f"<!doctype html><title>Pages</title><style>{STYLE}</style>"]
        for title, names, complaints in rows:
            parts.append(f"<h2>{html.escape(title)}</h2>")
            parts += [f"<p class=wrong>{html.escape(text)}</p>" for text in complaints]
            pictures = "".join(f'<a href="{n}"><img src="{n}"></a>' for n in names)
            parts.append(f"<section>{pictures}</section>")
        path = self.folder / "index.html"
        path.write_text("\n".join(parts))
        return path


def _stretch(tab, size):
    """Make the window as tall as the page: what sticks to an edge stays there."""
    height = tab.evaluate("document.documentElement.scrollHeight")
    tab.set_viewport_size({**size, "height": max(size["height"], height)})
