"""An addon's README.md and the page in Odoo's list of apps, from its `readme/`.

`./dev lint` compares both with their sources; `./dev lint --fix` writes them. Runs in
the environment `venv-package`, which has a Markdown reader.
"""

import ast
import html
import re
import sys

from markdown_it import MarkdownIt

from .paths import ADDONS, ROOT

# Fragment -> heading; the names and their order are those of the Odoo Community
# Association, so that its own generator reads them too.
PARTS = {
    "DESCRIPTION": None,
    "INSTALL": "Installation",
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "ROADMAP": "Not implemented, known limits",
    "DEVELOP": "Development",
    "HISTORY": "Changes",
}
# Not for the page in Odoo, whose readers do not change the addon.
FOR_DEVELOPERS = {"DEVELOP"}
PICTURES = "../static/description/"
NOTE = "<!-- Written by `./dev lint --fix` from readme/; changes here are lost. -->"
INK, QUIET, LINE, TINT = "#1b2430", "#4a5568", "#dfe5ea", "#f5f8f9"
BODY = (
    f"max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem; color: {INK}; "
    "background-color: #ffffff; font-size: 1rem; line-height: 1.6;"
)
HEAD = f"padding: 1.5rem; background-color: {TINT}; border-radius: 12px;"
# Odoo shows the page inside its own: styles have to come with each element.
STYLES = {
    "h2": "font-size: 1.4rem; font-weight: 600; margin: 2.5rem 0 0.75rem;",
    "h3": "font-size: 1.1rem; font-weight: 600; margin: 1.5rem 0 0.5rem;",
    "p": "margin: 0 0 0.9rem;",
    "ul": "margin: 0 0 0.9rem; padding-left: 1.4rem;",
    "ol": "margin: 0 0 0.9rem; padding-left: 1.4rem;",
    "li": "margin-bottom: 0.4rem;",
    "table": "width: 100%; border-collapse: collapse; margin: 0 0 1rem;",
    "th": f"text-align: left; padding: 0.5rem; border-bottom: 2px solid {LINE};",
    "td": f"padding: 0.5rem; vertical-align: top; border-bottom: 1px solid {LINE};",
    "code": f"background-color: {TINT}; color: {INK}; padding: 0.1rem 0.3rem;",
    "img": f"max-width: 100%; border: 1px solid {LINE}; border-radius: 8px;",
}


def _manifest(addon):
    """Return an addon's manifest."""
    return ast.literal_eval((ROOT / addon / "__manifest__.py").read_text())


def _fragments(addon, left_out=()):
    """Return ``[(heading, Markdown)]`` of the fragments that are there."""
    folder = ROOT / addon / "readme"
    found = {name: folder / f"{name}.md" for name in PARTS if name not in left_out}
    return [
        (PARTS[name], path.read_text().strip())
        for name, path in found.items()
        if path.exists()
    ]


def readme(addon):
    """Return the text of an addon's README.md."""
    manifest = _manifest(addon)
    parts = [f"# {manifest['name']}", NOTE, f"_{manifest['summary']}._"]
    for heading, text in _fragments(addon):
        # Headings inside a part go one level below the part's own.
        text = re.sub(r"^##", "###", text, flags=re.M)
        parts += [f"## {heading}", text] if heading else [text]
    pictures = PICTURES.removeprefix("../")
    return "\n\n".join(parts).replace(PICTURES, pictures) + "\n"


def page(addon):
    """Return the text of an addon's static/description/index.html."""
    manifest = _manifest(addon)
    name, summary = (html.escape(manifest[key]) for key in ("name", "summary"))
    body = "\n".join(
        (f'<h2 style="{STYLES["h2"]}">{heading}</h2>\n' if heading else "")
        + _html(text)
        for heading, text in _fragments(addon, FOR_DEVELOPERS)
    )
    return (
        f'{NOTE}\n<section style="{BODY}">\n<div style="{HEAD}">\n'
        f'<img src="icon.png" alt="" width="72" height="72"/>\n'
        f'<h1 style="font-size: 2rem; font-weight: 700; margin: 0.75rem 0 0.25rem;">'
        f'{name}</h1>\n<p style="font-size: 1.15rem; margin: 0; color: {QUIET};">'
        f"{summary}</p>\n</div>\n<br/>\n{body}</section>\n"
    )


def _html(text):
    """Return Markdown as HTML, each element with its style."""
    reader = MarkdownIt("commonmark", {"xhtmlOut": True}).enable("table")
    tokens = reader.parse(re.sub(r"^##", "###", text, flags=re.M))
    inside = [child for token in tokens for child in token.children or ()]
    for token in [*tokens, *inside]:
        if token.nesting >= 0 and token.tag in STYLES:
            token.attrSet("style", STYLES[token.tag])
        if token.type == "image":
            token.attrSet("src", token.attrs["src"].removeprefix(PICTURES))
    return reader.renderer.render(tokens, reader.options, {})


def texts(addon):
    """Return ``{path: text}`` of what is generated for an addon."""
    folder = ROOT / addon
    return {
        folder / "README.md": readme(addon),
        folder / "static" / "description" / "index.html": page(addon),
    }


def main(arguments):
    """Compare, or write with ``--fix``; return 0 when all are current."""
    behind = [
        (path, text)
        for addon in ADDONS
        for path, text in texts(addon).items()
        if not path.exists() or path.read_text() != text
    ]
    for path, text in behind:
        if "--fix" in arguments:
            path.write_text(text)
        else:
            print(
                f"{path.relative_to(ROOT)} is not what readme/ says; ./dev lint --fix"
            )
    return 1 if behind and "--fix" not in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
