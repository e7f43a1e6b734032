"""The four languages hold every text, with everything that is filled in kept."""

import polib
import pytest

from tools.i18n import LANGUAGES, main
from tools.i18n.catalogue import complaints
from tools.paths import ADDONS, ROOT

EVERY = [(addon, language) for addon in ADDONS for language in LANGUAGES]


def catalogue(addon, name):
    """Return a catalogue of an addon."""
    return polib.pofile(str(ROOT / addon / "i18n" / name))


@pytest.mark.parametrize(("addon", "language"), EVERY)
def test_a_language_holds_every_text(addon, language):
    """Neither more nor less than what translators are given."""
    wanted = {entry.msgid for entry in catalogue(addon, f"{addon}.pot")}
    found = [entry.msgid for entry in catalogue(addon, f"{language}.po")]
    assert len(found) == len(set(found))
    assert set(found) == wanted


@pytest.mark.parametrize(("addon", "language"), EVERY)
def test_a_language_is_whole(addon, language):
    """Nothing is left in English; names to fill in, tags and breaks are kept."""
    assert list(complaints(catalogue(addon, f"{language}.po"))) == []


def test_a_lost_name_is_told():
    """A translation that drops what is filled in is refused."""
    entry = polib.POEntry(msgid="%(days)s days overdue", msgstr="dae agterstallig")
    assert list(complaints([entry]))


def test_translators_get_the_texts_of_today(capfd):
    """A text that was added or changed is in the catalogues; else: `./dev i18n`."""
    assert main(["--check"]) == 0, capfd.readouterr().out
