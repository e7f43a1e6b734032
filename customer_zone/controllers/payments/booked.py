"""Money in the books as a row of the list: payments, bank lines, refunds."""

from decimal import Decimal

from ..invoices.status import Badge


def booked_row(key, lines, uses, receipts, formats):
    """Return the values of a row for money booked on the customer's account.

    :param key: what the row was found by, a ``MoneyKey``
    :param lines: journal items of one entry and one currency
    :param uses: what they were matched with
    :param receipts: addresses of receipts by id of the payment
    """
    # Going through the records keeps them together for reading; an index does not.
    line = next(iter(lines))
    env, payment, currency = line.env, line.payment_id, line.currency_id
    credited = -sum(lines.mapped("amount_currency"))
    left = -sum(lines.mapped("amount_residual_currency"))
    amount, written_off = _received(payment, credited, currency)
    return {
        "number": key.name,
        "url": "",
        "method": _method(key, payment, formats),
        "date": formats.day(line.date),
        "note": _note(env, written_off, currency, formats),
        "uses": uses,
        "idle": env._("Not used yet") if credited > 0 else "",
        "amount": formats.money(amount, currency),
        "is_struck": False,
        "badge": _badge(env, key, credited, left, currency),
        "action": _receipt(receipts, payment),
        "day": line.date,
        "exact": Decimal(formats.exact(amount, currency)),
        "currency": currency.name,
    }


def unbooked_row(key, payment, receipts, formats):
    """Return the values of a row for a payment that has no journal entry yet."""
    currency = payment.currency_id
    is_back = payment.payment_type == "outbound"
    amount = -payment.amount if is_back else payment.amount
    return {
        "number": payment.name or "",
        "url": "",
        "method": _method(key, payment, formats),
        "date": formats.day(payment.date),
        "note": "",
        "uses": (),
        "idle": payment.env._("Being booked"),
        "amount": formats.money(amount, currency),
        "is_struck": False,
        "badge": _refunded(payment.env) if is_back else _received_badge(payment.env),
        "action": _receipt(receipts, payment),
        "day": payment.date,
        "exact": Decimal(formats.exact(amount, currency)),
        "currency": currency.name,
    }


def _received(payment, credited, currency):
    """Return ``(money, part no money came for)`` of what was credited."""
    if credited <= 0 or not payment or payment.currency_id != currency:
        return credited, 0.0
    if currency.compare_amounts(payment.amount, credited) >= 0:
        return credited, 0.0
    return payment.amount, currency.round(credited - payment.amount)


def _badge(env, key, credited, left, currency):
    if credited < 0:
        return Badge(env._("Taken back"), "no") if key.is_reversal else _refunded(env)
    if currency.compare_amounts(left, 0) > 0:
        return Badge(env._("Credit left"), "part")
    return _received_badge(env)


def _received_badge(env):
    return Badge(env._("Received"), "ok")


def _refunded(env):
    return Badge(env._("Refunded"))


def _note(env, written_off, currency, formats):
    if not written_off:
        return ""
    return env._(
        "and %(amount)s taken off", amount=formats.money(written_off, currency)
    )


def _method(key, payment, formats):
    """Return how the money came, and in quotation marks what the payer wrote."""
    env = formats.env
    words = {"cash": env._("Cash"), "credit": env._("Card")}
    journal_word = words.get(key.journal_type, env._("Bank"))
    if not payment:
        return _written(formats, journal_word, key.text)
    transaction = payment.payment_transaction_id
    if transaction:
        return _written(formats, transaction._zone_way(), payment.memo)
    return _written(formats, key.way or journal_word, payment.memo)


def _written(formats, name, text):
    if not text:
        return name or ""
    return formats.env._("%(method)s, “%(text)s”", method=name, text=text)


def _receipt(receipts, payment):
    env, url = payment.env, receipts.get(payment.id)
    if not url:
        return None
    return env._("Receipt"), url, env._("Receipt %(number)s, PDF", number=payment.name)
