"""The original's set-up chapter by clicking, up to the invoice being seen as viewed."""

import pytest

from tools.demo.customers import CUSTOMERS, MAIN
from tools.demo.mail_link import wait_for_mail
from tools.drive.back_office import BackOffice
from tools.drive.browser import chromium, person
from tools.drive.inbox_page import InboxPage
from tools.drive.set_up_pages import SetUpPages
from tools.drive.zone_pages import ZonePages

from .conftest import ADDRESS_BOOK

CONTACT, EMAIL = CUSTOMERS[MAIN].contact
MARKS = ("customer_zone_view_count", "customer_zone_first_view")


@pytest.fixture
def not_set_up(seller):
    """The shop as it is before the chapter: zone off, customer not allowed."""
    contact = seller.search("res.partner", ("email", "=", EMAIL), limit=1)[0]
    customer = seller.read("res.partner", contact, "commercial_partner_id")
    customer = customer["commercial_partner_id"][0]
    company = seller.search("res.company", limit=1)[0]
    mode = {"customer_zone_mode": "history"}
    seller.call("res.partner", "write", [customer], {"customer_zone_allowed": False})
    seller.call(
        "res.company", "write", [company], {**mode, "customer_zone_enabled": False}
    )
    yield company, customer
    seller.call("res.partner", "write", [customer], {"customer_zone_allowed": True})
    seller.call(
        "res.company", "write", [company], {**mode, "customer_zone_enabled": True}
    )


@pytest.mark.logs(*ADDRESS_BOOK)
def test_the_set_up_chapter_ends_with_an_invoice_that_was_viewed(
    shop, seller, not_set_up, tmp_path
):
    """Company Settings, Customer Zone; customer; invoice; e-mail; link; viewed."""
    company, customer = not_set_up
    with chromium() as browser:
        office = BackOffice(person(browser), shop.url)
        office.log_in()
        _switch_on(SetUpPages(office.page, shop.url), seller, company)
        _allow(SetUpPages(office.page, shop.url), seller, customer)
        office.new_invoice(CONTACT, (("Task chair", 1),))
        number = office.confirm()
        move = seller.search("account.move", ("name", "=", number))[0]
        switch = ".o_field_widget[name=customer_zone_online_payment] input"
        assert office.page.is_checked(switch)
        office.open_send_wizard()
        office.send()
        wait_for_mail(shop, EMAIL, number)
        assert _marks(seller, move) == (0, False)
        inbox = InboxPage(person(browser), shop.inbox_url)
        inbox.open_mail(number)
        zone = ZonePages(inbox.press_button())
        assert number in zone.headline()
        zone.look_at_invoice()
        zone.page.wait_for_timeout(1000)
        count, first = _marks(seller, move)
        assert (count, bool(first)) == (1, True)
        office.open_invoice(move)
        assert "viewed" in office.page.inner_text(".o_form_view").lower()
        pages = SetUpPages(office.page, shop.url)
        pages.open_customer(customer)
        office.page.screenshot(path=tmp_path / "customer.png")
        assert "Customer Zone" in pages.open_activity()
        assert number in office.page.inner_text(".o_list_view")


def _switch_on(pages, seller, company):
    """The dialog explains; only its Enable switches the zone on."""
    pages.open_settings()
    explained = pages.tick_zone()
    assert "Invoices only" in explained
    assert "Invoices and account history" in explained
    pages.answer_dialog("Not now")
    assert not pages.zone_is_ticked()
    pages.tick_zone()
    pages.answer_dialog("Enable")
    pages.choose_mode("Invoices only")
    pages.save_settings()
    stored = seller.read(
        "res.company", company, "customer_zone_enabled", "customer_zone_mode"
    )
    assert stored["customer_zone_enabled"] is True
    assert stored["customer_zone_mode"] == "documents"


def _allow(pages, seller, customer):
    pages.open_customer(customer)
    pages.allow_customer()
    stored = seller.read("res.partner", customer, "customer_zone_allowed")
    assert stored["customer_zone_allowed"] is True


def _marks(seller, move):
    """Return how often and when first the customer viewed an invoice."""
    values = seller.read("account.move", move, *MARKS)
    return tuple(values[name] for name in MARKS)
