import re
from pathlib import Path

import polib
from lxml import html

from odoo.tests import tagged
from odoo.tools import mute_logger

from .statement_page_common import StatementPageCommon

CATALOGUES = Path(__file__).parent.parent / "i18n"
# Odoo ships no Afrikaans: a seller adds the language, the texts come with the addon.
LANGUAGES = {"af": "af_ZA", "fr": "fr_FR", "nl": "nl_NL", "pt": "pt_PT"}
NOT_WORDS = re.compile(r"[%{<>]|\d")
SHORTEST = 12  # characters; shorter words may be the same in two languages
PAGES = (
    "",
    "/invoices",
    "/invoices/{late}",
    "/invoices/{late}/pay",
    "/quotes",
    "/credit-notes",
    "/credit-notes/{note}",
    "/payments",
    "/statement",
    "/statement?kind=activity",
    "/details",
)


def words(text):
    """Return a text with single spaces, as a person reads it."""
    return " ".join(text.split())


def english_sentences(language):
    """Return the English texts that read differently in a language."""
    return {
        words(entry.msgid)
        for entry in polib.pofile(str(CATALOGUES / f"{language}.po"))
        if len(entry.msgid) >= SHORTEST
        and " " in entry.msgid.strip()
        and not NOT_WORDS.search(entry.msgid)
        and entry.msgstr
        and words(entry.msgstr) != words(entry.msgid)
    }


@tagged("post_install", "-at_install")
class TestPagesLanguages(StatementPageCommon):
    def _speak(self, language):
        """Let the recipient read this language."""
        code = LANGUAGES[language]
        languages = self.env["res.lang"].with_context(active_test=False)
        if not languages.search([("code", "=", code)]):
            languages.create({"name": code, "code": code, "iso_code": language})
        languages._activate_lang(code)
        module = self.env.ref("base.module_customer_zone")
        module._update_translations([code])
        self.contact.lang = code
        # A browser of its own, which has chosen no language yet.
        self.authenticate(None, None)
        self.base = self._enter()

    def _page(self, path):
        """Return the visible words of a page of the zone."""
        # The address without a language leads to the one with it.
        with mute_logger("odoo.http"):
            answer = self.url_open(self.base + path, timeout=120)
        self.assertEqual(answer.status_code, 200, path)
        page = html.fromstring(answer.text)
        for part in page.xpath("//script|//style|//head"):
            part.drop_tree()
        return page.get("lang"), words(page.text_content())

    def test_no_english_is_left_on_the_pages_of_a_customer(self):
        """Every page is in the recipient's language, in each of the four."""
        ids = {"late": self.late.id, "note": self.note.id}
        english = " ".join(self._page(path.format(**ids))[1] for path in PAGES)
        for language, code in LANGUAGES.items():
            self._speak(language)
            sentences = english_sentences(language)
            # What is looked for does stand on these pages in English.
            self.assertGreater(sum(one in english for one in sentences), 60, language)
            for path in PAGES:
                with self.subTest(language=language, page=path):
                    lang, text = self._page(path.format(**ids))
                    self.assertEqual(lang, code.replace("_", "-"))
                    left = sorted(one for one in sentences if one in text)
                    self.assertEqual(left, [])
