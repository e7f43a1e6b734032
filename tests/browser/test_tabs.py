"""A customer walks every tab and reads the figures of the demo ledger."""

import pytest

WIDTHS = (360, 1280)
# Tab -> what stands on it; the sums are those of ``tools/demo/check.py``.
FIGURES = {
    "Overview": ("R 28 178.50", "R 12 802.50", "R 1 874.00", "$ 1 702.00"),
    "Invoices": ("R 30 052.50", "INV/2026/00131", "95 days overdue", "PO 4417"),
    "Quotes": ("S00231", "R 14 950.00", "Reception fit-out", "Answer needed"),
    "Credit Notes": ("RINV/2026/00025", "R 874.00", "INV/2026/00144"),
    "Statement": ("R 28 178.50", "INV/2026/00131"),
    "Payments": ("R 2 645.00 on its way", "R 20 393.50", "BLUECRANE JUN"),
    "My Details": ("Blue Crane Architects CC", "4120283947", "2009/118842/23"),
}
SECRETS = ("Veldt Dental", "Wolwefontein", "Fresh Start CC")


@pytest.mark.parametrize("width", WIDTHS)
def test_link_visitor_walks_every_tab(visit, width):
    """Who comes by an e-mailed link finds each tab, and only their own figures."""
    tab = visit("link", width).go("/zone/{link}")
    for name, figures in FIGURES.items():
        tab.press_tab(name).sees("Blue Crane Architects CC", *figures)
        tab.sees_not(*SECRETS)


@pytest.mark.parametrize("width", WIDTHS)
def test_signed_in_customer_walks_every_tab(visit, width):
    """Who signs in finds the card on the portal, chooses the seller, sees the same."""
    tab = visit("portal", width).go("/my")
    tab.follow(tab.page.locator("a[href$='/zone/my']").first)
    tab.sees("Fynbos Timber")
    tab.follow(tab.page.locator("a.z-pick", has_text="Karoo Office Supplies"))
    for name, figures in FIGURES.items():
        tab.press_tab(name).sees("Blue Crane Architects CC", *figures)
        tab.sees_not(*SECRETS)
    tab.sees("You are signed in as pieter@bluecrane.example")


@pytest.mark.parametrize("width", WIDTHS)
def test_visitor_opens_one_document_of_each_kind(visit, width):
    """From every list a press on the number opens the document."""
    tab = visit("link", width).go("/zone/{link}")
    tab.press_tab("Invoices").press("INV/2026/00163")
    tab.sees("R 9 602.50", "R 4 082.50 is 2 days overdue", "faulty gas lift")
    tab.press_tab("Quotes").press("S00231")
    tab.sees("R 14 950.00", "Reception counter, oak", "Accept and sign")
    tab.press_tab("Credit Notes").press("RINV/2026/00021")
    tab.sees("R 1 437.50", "One chair returned", "INV/2026/00163")


@pytest.mark.parametrize("width", WIDTHS)
def test_chips_and_search_narrow_the_list(visit, width):
    """The chip that was pressed, and what was searched for, is all that is left."""
    tab = visit("link", width).go("/zone/{link}/invoices")
    tab.follow(tab.page.get_by_role("link", name="Overdue 4"))
    tab.sees("INV/2026/00131", "INV/2026/00152").sees_not("INV/2026/00188")
    tab.go("/zone/{link}/invoices").page.fill("#q", "PO 4455")
    tab.press("Search", role="button")
    tab.sees("INV/2026/00180").sees_not("INV/2026/00131")


@pytest.mark.parametrize("width", WIDTHS)
def test_ticked_invoices_are_added_up(visit, width):
    """The bar at the bottom says how many are ticked and what they come to."""
    tab = visit("link", width).go("/zone/{link}/invoices")
    for number in ("INV/2026/00131", "INV/2026/00152"):
        tab.page.get_by_label(f"Pay {number}").check()
    tab.sees("2 invoices ticked: R 5 500.00")
    tab.page.locator("[data-zone-tick-pay]").click()
    tab.page.wait_for_selector("h1:has-text('Check what you are paying')")
    tab.sees("INV/2026/00131", "INV/2026/00152", "R 5 500.00")


def test_website_keeps_its_header_and_footer(site_walk):
    """The zone stands inside the website, which goes on around it."""
    for width in WIDTHS:
        context = site_walk.people.context("link")
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(site_walk.shop.url + f"/zone/{site_walk.places['link']}/invoices")
        assert page.locator("header#top").is_visible()
        assert page.locator("footer#bottom").is_visible()
        assert page.locator(".z-tabs").is_visible()
        page.close()
