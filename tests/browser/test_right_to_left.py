"""A reader of Arabic: the page runs from right to left, numbers do not."""

import pytest

FIRST_DIGITS_X = """(part) => {
    const node = document.createTreeWalker(part, NodeFilter.SHOW_TEXT).nextNode();
    const at = (from, to) => {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        return range.getBoundingClientRect().left;
    };
    const text = node.textContent.trimEnd();
    return [at(0, 4), at(text.length - 4, text.length)];
}"""


@pytest.mark.parametrize("width", (360, 1280))
def test_tabs_run_from_right_to_left(visit, width):
    """The first tab is the rightmost, and nothing hangs out of the window."""
    tab = visit("arabic", width).go("/zone/{arabic}/overview")
    direction = tab.page.locator("main").evaluate(
        "main => getComputedStyle(main).direction"
    )
    assert direction == "rtl"
    places = tab.page.locator(".z-tabs li").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().left)"
    )
    assert places == sorted(places, reverse=True)


def test_numbers_to_pay_with_keep_their_order(visit):
    """An account number is read as the bank wrote it, group by group."""
    tab = visit("arabic", 360).go("/zone/{arabic}/invoices/{overdue}")
    number = tab.page.locator("dd bdi", has_text="6200 014 2077")
    first, last = number.evaluate(FIRST_DIGITS_X)
    assert first < last
