"""From the invoice to the provider: with scripts off, and with the keyboard alone."""

import pytest

FOCUS = """() => {
    const part = document.activeElement;
    const look = getComputedStyle(part);
    const box = part.getBoundingClientRect();
    return {
        name: (part.innerText || part.value || part.getAttribute("aria-label") || "")
            .trim(),
        tag: part.tagName,
        ours: Boolean(part.closest(".zone")),
        visible: (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2)
            || look.boxShadow !== "none",
        inView: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    };
}"""
MOST_STOPS = 40


def test_payment_works_without_scripts(walk):
    """Pay Now, Pay Now again, Continue: then the provider asks for the money."""
    tab = walk.people.context("payer", scripts=False).new_page()
    places = walk.places
    invoice = f"/zone/{places['payer']}/invoices/{places['to_pay_without_scripts']}"
    tab.goto(walk.shop.url + invoice)
    tab.get_by_role("button", name="Pay Now", exact=True).first.click()
    assert "Check what you are paying" in tab.inner_text("h1")
    tab.get_by_role("button", name="Pay Now", exact=True).first.click()
    assert "You will be redirected to Sage Pay" in tab.inner_text("h1")
    tab.get_by_role("button", name="Continue", exact=True).click()
    tab.wait_for_url(f"{walk.shop.gateway_url}/**")
    assert "805" in tab.inner_text("body")
    tab.close()


@pytest.mark.parametrize("width", (360, 1280))
def test_pay_now_is_reached_with_the_keyboard_alone(visit, width):
    """Every stop of the Tab key is seen, and Enter on Pay Now leads on."""
    tab = visit("link", width).go("/zone/{link}/invoices/{open}")
    _tab_to(tab.page, "Pay Now")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector("h1:has-text('Check what you are paying')")
    _tab_to(tab.page, "Pay Now")


def _tab_to(page, name):
    """Press Tab until the focus is on a name; each stop on the way is visible."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        # What a website puts around the zone is the website's.
        is_seen = stop["visible"] and stop["inView"]
        assert is_seen or not stop["ours"], f"focus cannot be seen: {stop}"
        if stop["name"] == name:
            return
    raise AssertionError(f"{name} is not among the first {MOST_STOPS} stops")


def test_several_providers_are_offered_side_by_side(walk):
    """Radio buttons stand beside their names, and the chosen one can be paid with."""
    tab = walk.people.context("coded").new_page()
    places = walk.places
    path = f"/zone/{places['coded']}/invoices/{places['second_invoice']}/pay"
    tab.goto(walk.shop.url + path)
    for name in ("Demo", "Wire Transfer"):
        radio = tab.get_by_role("radio", name=name, exact=True)
        label = tab.locator("label.o_payment_option_label", has_text=name)
        dot, text = radio.bounding_box(), label.bounding_box()
        assert dot["x"] + dot["width"] <= text["x"], f"{name}: {dot} covers {text}"
    tab.get_by_role("radio", name="Wire Transfer", exact=True).check(force=True)
    tab.locator("button[name=o_payment_submit_button]:enabled").click()
    tab.wait_for_selector("h1:has-text('Now pay from your bank')")
    assert "1047 220 931" in tab.inner_text("main")
    tab.close()
