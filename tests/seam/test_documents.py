"""What the documents say is there: links, pictures, commands, rings, versions."""

import ast
import re
from configparser import RawConfigParser

import pytest

from tools import tree
from tools.__main__ import COMMANDS
from tools.paths import ADDONS, ROOT
from tools.rings import RINGS

DOCUMENTS = [name for name in tree.files() if name.endswith(".md")]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.M)
# `./dev test zone -- …`, as it is written in a line of code or in a paragraph.
COMMAND = re.compile(r"\./dev +([a-z][a-z0-9]*)((?: +[a-z]+\b)*)")
CODE = re.compile(r"`[^`\n]+`|^ *```.*?^ *```", re.M | re.S)
# Programs of the environment and the set-up alone: `./dev help` tells them.
UNTOLD = {"setup", "python", "odoo", "psql"}
# Odoo's configuration, as a reader copies it.
CONFIGURATION = re.compile(r"^```ini\n(.*?)^```", re.M | re.S)
REMARK = re.compile(r"# .*$", re.M)


def text_of(name):
    """Return the text of a document."""
    return (ROOT / name).read_text()


def anchors(name):
    """Return what a link into a document may name, as its headings make it."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in HEADING.findall(text_of(name))
    }


def dead_links(name):
    """Return the links of a document that lead nowhere in the repository."""
    for target in LINK.findall(CODE.sub("", text_of(name))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _hash, anchor = target.partition("#")
        place = (ROOT / name).parent / path if path else ROOT / name
        if not place.exists():
            yield target
        elif anchor and anchor not in anchors(place.resolve().relative_to(ROOT)):
            yield target


def commands(name):
    """Return ``(command, words)`` of each call of `./dev` in a document's code."""
    for code in CODE.findall(text_of(name)):
        for command, words in COMMAND.findall(REMARK.sub("", code)):
            yield command, words.split()


def test_there_are_documents_with_links_and_commands():
    """The checks below look at something."""
    assert "README.md" in DOCUMENTS
    assert LINK.findall(text_of("README.md"))
    assert {"demo", "test"} <= {command for command, _words in commands("README.md")}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name):
    """Files, pictures and headings."""
    assert list(dead_links(name)) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_is_one(name):
    """Also the rings that a test command names."""
    known = {*COMMANDS, "help"}
    assert [command for command, _words in commands(name) if command not in known] == []
    rings = [words for command, words in commands(name) if command == "test"]
    assert [word for words in rings for word in words if word not in RINGS] == []


def test_a_configuration_can_be_copied():
    """Odoo's parser takes what stands behind a value for a part of it."""
    blocks = CONFIGURATION.findall(text_of("docs/deployment.md"))
    assert blocks
    for block in blocks:
        parser = RawConfigParser()
        parser.read_string(f"[options]\n{block}")
        for name, value in parser["options"].items():
            assert not re.search(r"\s[;#]", value), name


def test_the_readme_names_every_command_people_type():
    """A command nobody reads about is not there."""
    named = {command for name in DOCUMENTS for command, _words in commands(name)}
    assert sorted(set(COMMANDS) - named - UNTOLD) == []


@pytest.mark.parametrize("addon", ADDONS)
def test_a_version_says_what_it_changes(addon):
    """The newest entry of the addon's history is the version of its manifest."""
    manifest = ast.literal_eval((ROOT / addon / "__manifest__.py").read_text())
    history = HEADING.findall(text_of(f"{addon}/readme/HISTORY.md"))
    assert history[0] == manifest["version"]
    changelog = HEADING.findall(text_of("CHANGELOG.md"))
    assert manifest["version"] in [heading.split()[0] for heading in changelog]
