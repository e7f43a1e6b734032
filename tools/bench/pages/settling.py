"""What settled a customer's invoices in SQL: payments, credit notes, matchings."""

from ..rows import copy_for_each

# The invoices money came for, with how much; four by one payment.
PAID = """
    (SELECT row_number() OVER (ORDER BY i) AS i, i AS invoice, day,
            total - left_over AS amount
       FROM wanted WHERE total > left_over AND NOT by_credit)
"""
CREDITED = """
    (SELECT i, invoice, day, total AS amount FROM credit WHERE invoice IS NOT NULL)
"""
PAYMENTS = f"""
    (SELECT (i + 3) / 4 AS i, MAX(day) AS day, SUM(amount) AS amount
       FROM {PAID} p GROUP BY (i + 3) / 4)
"""


def balance(amount, side):
    """Return what a journal item of so much on one side is; ``side`` is 1 for debit."""
    is_debit = side > 0
    return {
        "balance": f"{side} * ({amount})",
        "amount_currency": f"{side} * ({amount})",
        "debit": amount if is_debit else "0",
        "credit": "0" if is_debit else amount,
    }


def pay(cr, samples, label):
    """Write the payments; return the id before the first one's receivable item."""
    payment, move, receivable, outstanding = samples.payment
    cr.execute("SELECT MAX(id) FROM account_payment")
    (payments,) = cr.fetchone()
    day, name = {"date": "s.day"}, f"'{label}/PAY/' || s.i"
    before = copy_for_each(
        cr,
        "account_move",
        move,
        PAYMENTS,
        name=name,
        sequence_number="s.i",
        sequence_prefix=f"'{label}/PAY/'",
        access_token="NULL",
        origin_payment_id=f"{payments} + s.i",
        amount_total="s.amount",
        amount_total_signed="s.amount",
        amount_total_in_currency_signed="s.amount",
        **day,
    )
    own = {"amount": "s.amount", "name": name, "partner_id": str(samples.partner)}
    own["move_id"] = f"{before} + s.i"
    copy_for_each(cr, "account_payment", payment, PAYMENTS, **own, **day)
    common = {
        "move_id": f"{before} + s.i",
        "move_name": name,
        "payment_id": f"{payments} + s.i",
        "full_reconcile_id": "NULL",
        "matching_number": "NULL",
        "date_maturity": "s.day",
        **day,
    }
    received = {**common, **balance("s.amount", 1)}
    received |= {"amount_residual": "s.amount", "amount_residual_currency": "s.amount"}
    copy_for_each(cr, "account_move_line", outstanding, PAYMENTS, **received)
    taken = {**common, **balance("s.amount", -1)}
    return copy_for_each(cr, "account_move_line", receivable, PAYMENTS, **taken)


def match(cr, samples, source, due, credit):
    """Write what settled which invoice.

    :param due: the id before the first invoice's receivable item
    :param credit: SQL of the id of the item on the other side
    """
    copy_for_each(
        cr,
        "account_partial_reconcile",
        samples.matching,
        source,
        debit_move_id=f"{due} + s.invoice",
        credit_move_id=credit,
        amount="s.amount",
        debit_amount_currency="s.amount",
        credit_amount_currency="s.amount",
        max_date="s.day",
        customer_zone_matched_on="s.day",
        full_reconcile_id="NULL",
    )
