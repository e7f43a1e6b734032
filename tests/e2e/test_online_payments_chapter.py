"""The original's chapter on online payments by clicking, up to the e-mailed receipt."""

import pytest

from tools.demo.customers import CUSTOMERS, MAIN
from tools.demo.mail_link import wait_for_mail
from tools.demo.online import SERVICE_KEY
from tools.drive.back_office import BackOffice
from tools.drive.browser import chromium, person
from tools.drive.online_payment_pages import OnlinePaymentPages

from .schedules import rest

EMAIL = CUSTOMERS[MAIN].contact[1]
OWNER = "owner@karoo-office.example"
ACCOUNT = "51005101234"
ACCOUNT_KEY = "55555555-6666-4777-8888-999999999999"
OTHER_KEY = "aaaaaaaa-2222-4333-8444-555555555555"
BOOKING = ("payment", "cron_post_process_payment_tx")
REFUSED = "The Pay Now service key is not a key of this account."
FIELDS = (
    "state",
    "journal_id",
    "sagepay_account_number",
    "sagepay_service_key",
    "sagepay_account_key",
    "sagepay_mail_business",
    "sagepay_mail_addresses",
)


@pytest.fixture
def not_set_up(shop, seller):
    """The gateway's provider as it is before the chapter; put back afterwards."""
    provider = seller.search(
        "payment.provider", ("code", "=", "sagepay"), ("state", "!=", "disabled")
    )[0]
    before = seller.read("payment.provider", provider, *FIELDS)
    before["journal_id"] = before["journal_id"][0]
    del before["id"]
    off = {"sagepay_service_key": False, "state": "disabled"}
    # Tries that failed in other tests count for ten minutes.
    shop.sql("DELETE FROM sagepay_key_check")
    # Switched on and off with the provider.
    rest(shop, seller, *BOOKING)
    seller.call("payment.provider", "write", [provider], off)
    yield provider
    rest(shop, seller, *BOOKING)
    seller.call("payment.provider", "write", [provider], before)


@pytest.mark.logs(REFUSED)
def test_the_online_payments_chapter_ends_with_an_e_mailed_receipt(
    shop, seller, gateway, new_payment, books, not_set_up
):
    """Company Settings, Sage Pay: check box, bank account, keys, e-mail, Save.

    O-04: a wrong key is told apart and not stored; G-01 in part: no answer is not
    a wrong key.
    """
    asked = _asked(gateway)
    with chromium() as browser:
        office = BackOffice(person(browser), shop.url)
        office.log_in()
        pages = OnlinePaymentPages(office.page, shop.url)
        pages.open_settings()
        assert not pages.is_ticked()
        assert pages.link_beside_the_box() == "https://netcash.co.za"
        pages.tick()
        pages.choose_bank_account("Sage Pay account")
        pages.type_in("sagepay_account_number", ACCOUNT)
        pages.type_in("sagepay_account_key", ACCOUNT_KEY)
        pages.type_in("sagepay_service_key", OTHER_KEY)
        words = pages.save_and_be_refused()
        assert REFUSED in words
        assert _stored(seller, not_set_up, "state", "sagepay_service_key") == [
            "disabled",
            False,
        ]
        assert pages.shown_in("sagepay_service_key") == (OTHER_KEY, True)
        pages.type_in("sagepay_service_key", SERVICE_KEY)
        pages.reveal("sagepay_service_key")
        assert pages.shown_in("sagepay_service_key") == (SERVICE_KEY, False)
        assert "both keys are valid" in pages.check()
        assert pages.shown_in("sagepay_account_number") == (ACCOUNT, False)
        pages.tick("sagepay_mail_business")
        pages.type_in("sagepay_mail_addresses", OWNER)
        pages.save()
        assert pages.is_ticked()
        assert pages.shown_in("sagepay_service_key") == (SERVICE_KEY, True)
    # Wrong, then Check; what Check found valid is not asked about again by Save.
    assert _asked(gateway) - asked == 2
    assert _stored(
        seller, not_set_up, "state", "sagepay_account_number", "sagepay_service_key"
    ) == ["test", ACCOUNT, SERVICE_KEY]
    _pay_and_read_mails(shop, seller, gateway, new_payment(), books)


def _pay_and_read_mails(shop, seller, gateway, started, books):
    """One payment, one receipt, one e-mail to the customer and one to the business."""
    gateway.pay(started)
    assert books.is_paid(started)
    number = seller.read("account.move", started.invoice, "name")["name"]
    # Payments of other tests may be receipted meanwhile.
    mail = wait_for_mail(shop, EMAIL, "Receipt for your payment", 180, says=number)
    assert started.reference in mail["html"]
    assert "This was a test" in mail["html"]
    wait_for_mail(shop, OWNER, "with Sage Pay", 60, says=started.reference)
    receipts = [
        mail
        for mail in shop.mails()
        if EMAIL in str(mail["to"]) and started.reference in mail["html"]
    ]
    assert len(receipts) == 1


def _stored(seller, provider, *names):
    values = seller.read("payment.provider", provider, *names)
    return [values[name] for name in names]


def _asked(gateway):
    """Return how often the gateway was asked about keys."""
    rows = gateway.ledger()["services"]
    return sum(row["service"] == "partner" for row in rows)
