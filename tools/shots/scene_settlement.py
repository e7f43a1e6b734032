"""Where the demo's month can be looked at: one exception of each kind, and two days."""


def load_settlement(env, _customer):
    """Return the places of the gateway's account."""
    days = env["sagepay.statement.day"].search([("kind", "=", "day")])
    fees = days.filtered(lambda day: "NSF" in day.line_ids.mapped("code"))
    missing = days.filtered(lambda day: day.state == "missing")
    rows = env["sagepay.exception"].search([("state", "=", "open")])
    return {
        "day_fees": fees[:1].id,
        "day_missing": missing[:1].id,
        **{f"exc_{row.kind}": row.id for row in rows},
    }
