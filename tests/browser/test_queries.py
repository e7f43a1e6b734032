"""What a page costs the database of a live shop, without and with a website."""

import re

import pytest

# Path -> most queries of a warm page, with what Odoo itself asks on each request of a
# shop with several languages (seven). The invoice has all a page can have: a provider,
# the bank's details, other open invoices, files e-mailed with it. Overview and lists
# tell the planner, besides.
BUDGETS = {
    "/zone/{link}/overview": 30,
    "/zone/{link}/invoices": 30,
    "/zone/{link}/invoices/{open}": 51,
}
WITH_WEBSITE = 4
ROUNDS = 3
REQUEST = r'"GET {path} HTTP/1\.[01]" 200 - (\d+) '


@pytest.mark.parametrize("path", BUDGETS)
def test_page_keeps_its_budget(walk, path):
    """Neither the rows on the page nor the languages in use cost queries."""
    assert _queries(walk, path) <= BUDGETS[path]


@pytest.mark.parametrize("path", BUDGETS)
def test_website_adds_at_most_four_queries(walk, site_walk, path):
    """Inside a website a page takes at most four queries more."""
    assert _queries(site_walk, path) <= _queries(walk, path) + WITH_WEBSITE


def _queries(walk, path):
    """Return the queries of a warm page, as Odoo counts them in its log."""
    path = path.format(**walk.places)
    asking = walk.people.context("link").request
    for _round in range(ROUNDS):
        answer = asking.get(walk.shop.url + path)
        assert answer.status == 200
    shown = answer.url.removeprefix(walk.shop.url)
    log = (walk.shop.log / "odoo.log").read_text(errors="replace")
    return int(re.findall(REQUEST.format(path=re.escape(shown)), log)[-1])
