"""The gateway's notice and the payer's browser arrive in either order."""

PAID = "we have your payment"


def test_a_notice_before_the_browser_shows_it_paid(gateway, books, new_payment, payer):
    """R-12"""
    started = new_payment()
    told = gateway.pay(started)
    assert books.state(started) == "done"
    page = payer.come_back(told["browser"])
    assert PAID in page.text
    assert "/zone/" in page.url
    _check_paid_once(books, started)


def test_a_browser_before_the_notice_shows_it_paid(gateway, books, new_payment, payer):
    """R-12"""
    started = new_payment()
    told = gateway.pay(started, announce=False)
    page = payer.come_back(told["browser"])
    assert PAID in page.text
    assert gateway.notify_again(started, copies=1) == [200]
    assert PAID in payer.result_page().text
    _check_paid_once(books, started)


def test_a_browser_that_nobody_could_vouch_for_shows_it_paid_after_the_notice(
    gateway, books, new_payment, payer
):
    """R-12: the gateway cannot be asked when the browser comes, but later it can."""
    started = new_payment()
    told = gateway.pay(started, announce=False)
    gateway.call("faults", target="status", fault="http_500", times=5)
    page = payer.come_back(told["browser"])
    assert PAID not in page.text
    assert books.state(started) == "draft"
    gateway.call("faults", clear=True)
    assert gateway.notify_again(started, copies=1) == [200]
    assert PAID in payer.result_page().text
    _check_paid_once(books, started)


def _check_paid_once(books, started):
    assert books.state(started) == "done"
    assert books.receipts(started) == 1
    assert books.is_paid(started)
