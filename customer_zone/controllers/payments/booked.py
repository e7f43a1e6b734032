"""Money in the books as a row of the list: payments, bank lines, refunds."""

from decimal import Decimal

from ..invoices.status import Badge


def booked_row(visitor, lines, uses, formats):
    """Return the values of a row for money booked on the customer's account.

    :param lines: journal items of one entry and one currency
    :param uses: what they were matched with
    """
    # Going through the records keeps them together for reading; an index does not.
    line = next(iter(lines))
    move, payment, currency = line.move_id, line.payment_id, line.currency_id
    credited = -sum(lines.mapped("amount_currency"))
    left = -sum(lines.mapped("amount_residual_currency"))
    amount, written_off = _received(payment, credited, currency)
    return {
        "number": move.name,
        "url": "",
        "method": _method(line, formats),
        "date": formats.day(line.date),
        "note": _note(move, written_off, currency, formats),
        "uses": uses,
        "idle": move.env._("Not used yet") if credited > 0 else "",
        "amount": formats.money(amount, currency),
        "is_struck": False,
        "badge": _badge(move, credited, left, currency),
        "action": _receipt(visitor, payment) if payment else None,
        "day": line.date,
        "exact": Decimal(formats.exact(amount, currency)),
        "currency": currency.name,
    }


def unbooked_row(visitor, payment, formats):
    """Return the values of a row for a payment that has no journal entry yet."""
    currency = payment.currency_id
    is_back = payment.payment_type == "outbound"
    amount = -payment.amount if is_back else payment.amount
    return {
        "number": payment.name or "",
        "url": "",
        "method": _written(formats, payment.payment_method_line_id.name, payment.memo),
        "date": formats.day(payment.date),
        "note": "",
        "uses": (),
        "idle": payment.env._("Being booked"),
        "amount": formats.money(amount, currency),
        "is_struck": False,
        "badge": _refunded(payment.env) if is_back else _received_badge(payment.env),
        "action": _receipt(visitor, payment),
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


def _badge(move, credited, left, currency):
    env = move.env
    if credited < 0:
        is_taken_back = bool(move.reversed_entry_id)
        return Badge(env._("Taken back"), "no") if is_taken_back else _refunded(env)
    if currency.compare_amounts(left, 0) > 0:
        return Badge(env._("Credit left"), "part")
    return _received_badge(env)


def _received_badge(env):
    return Badge(env._("Received"), "ok")


def _refunded(env):
    return Badge(env._("Refunded"))


def _note(move, written_off, currency, formats):
    if not written_off:
        return ""
    return move.env._(
        "and %(amount)s taken off", amount=formats.money(written_off, currency)
    )


def _method(line, formats):
    """Return how the money came, and in quotation marks what the payer wrote."""
    payment = line.payment_id
    if not payment:
        text = line.statement_line_id.payment_ref or line.move_id.ref
        return _written(formats, _journal_word(line.journal_id), text)
    transaction = payment.payment_transaction_id
    if transaction:
        name = transaction.env._(
            "%(method)s, %(provider)s",
            method=transaction.payment_method_id.name,
            provider=transaction.provider_id.name,
        )
        return _written(formats, name, payment.memo)
    way = payment.payment_method_line_id.name
    is_named = way and way != payment.payment_method_id.name
    name = way if is_named else _journal_word(payment.journal_id)
    return _written(formats, name, payment.memo)


def _journal_word(journal):
    env = journal.env
    words = {"cash": env._("Cash"), "credit": env._("Card")}
    return words.get(journal.type, env._("Bank"))


def _written(formats, name, text):
    if not text:
        return name or ""
    return formats.env._("%(method)s, “%(text)s”", method=name, text=text)


def _receipt(visitor, payment):
    env = visitor.env
    url = f"{visitor.base}/payments/{payment.id}/receipt"
    return env._("Receipt"), url, env._("Receipt %(number)s, PDF", number=payment.name)
