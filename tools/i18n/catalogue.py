"""Merges exported texts into the catalogues of both addons, or checks them.

Runs with the Python of the Odoo environment, which has polib:
``catalogue.py write|check ROOT FOLDER af,fr,… ADDON …``.
"""

import re
import sys
from pathlib import Path

import polib

# Left out so that an export of the same texts is the same file.
DATES = ("POT-Creation-Date", "PO-Revision-Date")
# What a translation has to keep: %s, %(name)s, {name}, {{ … }} and tags with a name.
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{.*?\}\}|\{\w*\}|</?[a-z]+[ >/]")
WIDTH = 78


def sorted_entries(catalogue):
    """Return the entries in a fixed order, each once."""
    return sorted(catalogue, key=lambda entry: (entry.msgctxt or "", entry.msgid))


def read_export(path):
    """Return the exported texts as a catalogue that does not change by itself."""
    exported = polib.pofile(str(path), wrapwidth=WIDTH)
    for name in DATES:
        exported.metadata.pop(name, None)
    for entry in exported:
        entry.occurrences = sorted(set(entry.occurrences))
        entry.msgstr = ""
    exported[:] = sorted_entries(exported)
    return exported


def merged(template, path, language):
    """Return the catalogue of a language with exactly the texts of the template."""
    known = {}
    if path.exists():
        known = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    catalogue = polib.POFile(wrapwidth=WIDTH)
    catalogue.metadata = {**template.metadata, "Language": language}
    catalogue.header = template.header
    for entry in template:
        catalogue.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr=known.get(entry.msgid, ""),
                comment=entry.comment,
                occurrences=entry.occurrences,
                flags=entry.flags,
            )
        )
    return catalogue


def complaints(catalogue):
    """Yield what is wrong with the translations of a catalogue."""
    for entry in catalogue:
        if not entry.msgstr:
            yield f"untranslated: {entry.msgid[:90]!r}"
        elif sorted(KEPT.findall(entry.msgid)) != sorted(KEPT.findall(entry.msgstr)):
            yield f"placeholders or tags differ: {entry.msgid[:90]!r}"


def texts(catalogue):
    """Return what a catalogue says, without where it is said."""
    return {entry.msgid: entry.msgstr for entry in catalogue}


def work(mode, folder, exports, languages):
    """Write or check one addon's catalogues; return the complaints."""
    template = read_export(exports / f"{folder.name}.pot")
    target = folder / "i18n" / f"{folder.name}.pot"
    found = []
    if mode == "write":
        target.parent.mkdir(exist_ok=True)
        template.save(str(target))
    elif not target.exists() or texts(polib.pofile(str(target))) != texts(template):
        found.append(f"{target.name} is out of date: run ./dev i18n")
    for language in languages:
        path = folder / "i18n" / f"{language}.po"
        catalogue = merged(template, path, language)
        if mode == "write":
            catalogue.save(str(path))
        elif not path.exists() or texts(polib.pofile(str(path))) != texts(catalogue):
            found.append(f"{folder.name}/{language}.po is out of date: run ./dev i18n")
        wrong = list(complaints(catalogue))
        done = len(catalogue) - sum(text.startswith("untranslated") for text in wrong)
        print(f"{folder.name} {language}: {done} of {len(catalogue)} texts translated")
        found += [f"{folder.name} {language}: {text}" for text in wrong]
    return found


def main():
    """Work on every addon; return 0 when nothing is wrong."""
    mode, root, exports, languages, *addons = sys.argv[1:]
    found = []
    for addon in addons:
        found += work(mode, Path(root) / addon, Path(exports), languages.split(","))
    if mode == "check":
        print("\n".join(found))
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
