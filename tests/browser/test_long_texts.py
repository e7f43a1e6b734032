"""A language whose every word is two fifths longer: the pages hold on a telephone."""

import pytest

from tools.shots import judge
from tools.shots.customer_pages import CUSTOMER_PAGES

WIDTH = 360
# Words alone: numbers, amounts, addresses and currencies are in no dictionary.
LENGTHEN = """() => {
    const zone = document.querySelector(".zone");
    const walker = document.createTreeWalker(zone, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    let longer = 0;
    for (const text of texts) {
        if (text.parentElement.closest("script, style, textarea")) continue;
        text.textContent = text.textContent.replace(/\\S+/g, (word) => {
            const letters = word.match(/^[(“]?([A-Z]?[a-z]+)/);
            if (!letters || letters[1].length < 2 || /[\\d@/]|\\w\\.\\w/.test(word)) {
                return word;
            }
            longer += 1;
            const more = "e".repeat(Math.ceil(0.4 * letters[1].length));
            return word.replace(letters[0], letters[0] + more);
        });
    }
    return longer;
}"""
MORE = (
    "invoices-filter-open",
    "invoices-ticked",
    "invoice-instalments",
    "statement-activity",
    "quote-sign",
    "pay-check",
    "pay-check-choice",
    "pay-balance",
    "result-refused",
    "bank-details",
    "details-form",
    "link-expired",
    "code-needed",
    "code-enter",
)
PAGES = [page for page in CUSTOMER_PAGES if page.scripts_off or page.name in MORE]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_longer_words_break_no_page(walk, page):
    """Nothing scrolls sideways and nothing is cut off."""
    with walk.opened(page) as (tab, _found):
        assert judge.layout(tab, WIDTH) == []
        assert tab.evaluate(LENGTHEN) > 5
        assert judge.layout(tab, WIDTH) == []
