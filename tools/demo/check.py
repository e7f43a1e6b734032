"""Asserts at the end of the build that the main customer's sums come out."""

from decimal import Decimal

from .documents import receivable
from .main_ledger import INVOICES, OLD_INVOICES

#: Rand, as on the day of the build, for the main customer.
FIGURES = {
    "opening": "9870.00",
    "invoices": "33350.00",
    "credit notes": "-2311.50",
    "payments": "-12845.00",
    "refunds": "115.00",
    "closing": "28178.50",
    "open invoices": "30052.50",
    "overdue": "12802.50",
    "on its way": "2645.00",
    "credit left": "-1874.00",
    "not due": "17250.00",
    "1-30": "7302.50",
    "31-60": "2185.00",
    "61-90": "0.00",
    "91-120": "3315.00",
    "120+": "0.00",
    "dollar": "1702.00",
    "invoiced ever": "152574.50",
}


class LedgerDiffers(AssertionError):
    """A sum of the demo ledger is not what the written figures say."""


def check_figures(env, calendar, customer):
    """Raise ``LedgerDiffers`` unless every figure of ``FIGURES`` comes out."""
    found = measure(env, calendar, customer)
    wrong = {
        name: f"{found[name]} instead of {expected}"
        for name, expected in FIGURES.items()
        if found[name] != Decimal(expected)
    }
    if wrong:
        raise LedgerDiffers(f"The demo ledger does not add up: {wrong}")


def measure(env, calendar, customer):
    """Return the figures of one customer, in the terms of ``FIGURES``."""
    env.flush_all()
    items = env["account.move.line"].search(
        [
            ("partner_id", "=", customer.id),
            ("account_id.account_type", "=", "asset_receivable"),
            ("parent_state", "=", "posted"),
        ]
    )
    dollar = env.ref("base.USD")
    rand = items.filtered(lambda item: item.currency_id != dollar)
    return {
        **_movements(rand, calendar),
        **_open_items(rand, calendar),
        "dollar": _sum(items - rand, "amount_residual_currency"),
        "on its way": _on_its_way(env, customer),
        "invoiced ever": _invoiced(env, customer, dollar),
    }


def _movements(items, calendar):
    first = calendar.day("2026-09-01")
    period = items.filtered(lambda item: item.date >= first)
    payments = period.filtered("payment_id")
    return {
        "opening": _sum(items - period, "balance"),
        "invoices": _sum(_of_type(period, "out_invoice"), "balance"),
        "credit notes": _sum(_of_type(period, "out_refund"), "balance"),
        "payments": _sum(payments.filtered(lambda i: i.balance < 0), "balance"),
        "refunds": _sum(payments.filtered(lambda i: i.balance > 0), "balance"),
        "closing": _sum(items, "balance"),
    }


def _open_items(items, calendar):
    owed = _of_type(items, "out_invoice")
    buckets = {"not due": (-9999, 0), "1-30": (1, 30), "31-60": (31, 60)}
    buckets |= {"61-90": (61, 90), "91-120": (91, 120), "120+": (121, 9999)}
    figures = {
        name: _sum(
            owed.filtered(
                lambda i, low=low, high=high: (
                    low <= (calendar.today - i.date_maturity).days <= high
                )
            ),
            "amount_residual",
        )
        for name, (low, high) in buckets.items()
    }
    figures["open invoices"] = _sum(owed, "amount_residual")
    figures["overdue"] = figures["open invoices"] - figures["not due"]
    figures["credit left"] = _sum(items - owed, "amount_residual")
    return figures


def _on_its_way(env, customer):
    waiting = env["payment.transaction"].search(
        [
            ("partner_id.commercial_partner_id", "=", customer.id),
            ("state", "=", "pending"),
        ]
    )
    return _sum(waiting, "amount")


def _invoiced(env, customer, dollar):
    moves = env["account.move"].search(
        [
            ("commercial_partner_id", "=", customer.id),
            ("move_type", "=", "out_invoice"),
            ("state", "=", "posted"),
            ("currency_id", "!=", dollar.id),
        ]
    )
    expected = len(INVOICES) + len(OLD_INVOICES) - 1
    if len(moves) != expected or not all(receivable(move) for move in moves):
        raise LedgerDiffers(f"{len(moves)} rand invoices instead of {expected}")
    return _sum(moves, "amount_total")


def _of_type(items, move_type):
    return items.filtered(lambda item: item.move_id.move_type == move_type)


def _sum(records, field):
    total = sum((Decimal(str(record[field])) for record in records), Decimal(0))
    return total.quantize(Decimal("0.01"))
