"""What judges the pages notices a page that is not sound."""

import pytest

from tools.shots import judge
from tools.shots.pages import Page
from tools.shots.walk import axe_source

BROKEN = {
    "sideways scroll": "<div class=zone><p style='width: 900px'>wide</p></div>",
    "cut off": "<div class=zone><div style='overflow: hidden; width: 90px'>"
    "<p style='white-space: nowrap'>R 1 234 567 890.12 and more</p></div></div>",
    "image-alt": "<img src='data:,'>",
    "color-contrast": "<p style='color: #ccc; background: #fff'>hardly there</p>",
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_page_is_noticed(browser, what):
    """Each kind of mistake gives its own complaint."""
    tab = browser.new_page(viewport={"width": 360, "height": 740})
    tab.set_content(f"<html lang=en><title>x</title>{BROKEN[what]}</html>")
    found = [*judge.layout(tab, 360), *judge.accessibility(tab, axe_source(), 360)]
    tab.close()
    assert any(what in complaint for complaint in found), found


def test_what_the_policy_blocks_is_noticed(walk):
    """A script from elsewhere, and the complaint about it, does not go unnoticed."""
    page = Page("invoices", "/zone/{link}/invoices")
    with walk.opened(page) as (tab, found):
        tab.evaluate(
            "document.head.append(Object.assign(document.createElement('script'),"
            " {src: 'http://127.0.0.1:9/elsewhere.js'}))"
        )
        tab.wait_for_timeout(300)
        assert any("Content Security Policy" in text for text in found), found


def test_wrong_status_and_missing_words_are_noticed(walk):
    """A refusal where a page was expected gives two complaints."""
    page = Page("refused", "/zone/{link}/invoices/999999", ("Pay Now",))
    found = walk.judge(page)
    assert "answered 404, not 200" in found
    assert "“Pay Now” is not on the page" in found
