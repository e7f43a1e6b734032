"""What is done on a page before it is pictured; each takes the browser's page."""

PAY_NOW = "Pay Now"


def open_details(page):
    """Unfold what a list keeps folded away."""
    page.locator("details > summary").first.click()


def tick_two(page):
    """Tick the first two invoices that can be paid."""
    boxes = page.locator("input[name=pay]")
    boxes.nth(0).check()
    boxes.nth(1).check()


def pay_now(page):
    """Press Pay Now on the page that asks to check."""
    page.get_by_role("button", name=PAY_NOW, exact=True).first.click()
    page.get_by_role("button", name="Continue").wait_for()


def wait_for_cards(page):
    """Wait until the portal's home page has counted what its cards show."""
    page.locator(".o_portal_doc_spinner").wait_for(state="detached")


def ask_for_a_change(page):
    """Ask for another phone number."""
    page.fill("form[method=post] input[name$=phone]", "023 555 0190")
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_url("**/details*")


def ask_for_a_fresh_link(page):
    """Ask for a working link."""
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_selector("h1:has-text('Look in your e-mail')")


def type_a_wrong_code(page):
    """Type a code that was never sent."""
    page.fill("input[name=code]", "000000")
    page.locator("form:has(input[name=code]) button[type=submit]").click()
    page.wait_for_selector("[role=alert]")


def open_statement_wizard(page):
    """Open the dialog that prints or sends a statement."""
    open_notebook("Invoicing")(page)
    page.get_by_role("button", name="Print or send a statement").click()
    page.locator(".modal .o_form_view [name=recipient_ids]").wait_for()


def wait_for(selector):
    """Return a step that waits until a part of the page is shown."""

    def wait(page):
        page.locator(selector).first.wait_for()

    return wait


def open_notebook(name):
    """Return a step that opens a page of a form's notebook in the back end."""

    def turn(page):
        page.get_by_role("tab", name=name, exact=True).click()
        page.locator(".o_loading_indicator").wait_for(state="detached")

    return turn


def scroll_to(selector):
    """Return a step that brings a part of the page to the top of the window."""

    def scroll(page):
        part = page.locator(selector).first
        part.wait_for()
        part.evaluate("part => part.scrollIntoView()")

    return scroll
