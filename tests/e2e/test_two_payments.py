"""Two tabs, two payments of one invoice: refused, or a credit that somebody sees."""

import pytest
import requests

from .conftest import EMAIL

CREDITS = """
SELECT round(sum(-l.amount_residual), 2) FROM account_move_line l
  JOIN account_account a ON a.id = l.account_id
 WHERE l.payment_id IN (SELECT p.id FROM account_payment p
   JOIN payment_transaction t ON t.id = p.payment_transaction_id
  WHERE t.reference = '{}') AND a.account_type = 'asset_receivable'
"""
ALERTS = """
SELECT count(*) FROM mail_activity m WHERE m.res_model = 'account.payment'
   AND m.res_id IN (SELECT p.id FROM account_payment p
     JOIN payment_transaction t ON t.id = p.payment_transaction_id
    WHERE t.reference = '{}')
"""


def test_both_tabs_pay_and_the_second_is_the_customers_credit(
    shop, gateway, books, payer, seller
):
    """R-06: nothing is lost, nothing is paid twice, and a person is asked."""
    invoice = seller.new_invoice(EMAIL, (("Monitor arm", 1),))
    one, two = payer.start_payment(invoice), payer.start_payment(invoice)
    assert one.reference != two.reference
    gateway.pay(one)
    gateway.pay(two)
    for started in (one, two):
        assert books.state(started) == "done"
        assert books.receipts(started) == 1
    assert books.is_paid(one)
    assert shop.sql(CREDITS.format(one.reference)) == [["0.00"]]
    assert shop.sql(CREDITS.format(two.reference)) == [[two.amount]]
    assert shop.sql(ALERTS.format(two.reference)) == [["1"]]


@pytest.mark.parametrize("after", ["paid", "pending"])
def test_no_second_payment_begins_when_one_is_there_or_on_its_way(
    gateway, books, payer, seller, after
):
    """R-06: the page says why instead of offering it."""
    invoice = seller.new_invoice(EMAIL, (("Monitor arm", 1),))
    first = payer.start_payment(invoice)
    gateway.pay(first, **({} if after == "paid" else {"method": 2, "outcome": after}))
    with pytest.raises((AssertionError, requests.HTTPError)):
        payer.start_payment(invoice)
    assert books.state(first) == ("done" if after == "paid" else "pending")
    if after == "pending":
        gateway.call("settle", reference=first.reference)
        assert books.is_paid(first)
