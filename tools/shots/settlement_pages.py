"""The bookkeeper's screens about the gateway's account, with the demo's month."""

from .steps import scroll_to, wait_for

GATEWAY = "/odoo/action-payment_sagepay"
LIST = ".o_list_view .o_data_row"
FORM = ".o_form_view .o_field_widget"
EXCEPTION = f"{GATEWAY}.action_sagepay_exception"
DAYS = f"{GATEWAY}.action_sagepay_statement_day"

#: (name, address, words that have to be on it, what is waited for)
SETTLEMENT_SCREENS = (
    (
        "gateway-at-a-glance",
        f"{GATEWAY}.action_sagepay_overview",
        ("At the gateway", "On its way to the bank", "to settle"),
        wait_for(".o_kanban_record"),
    ),
    ("gateway-days", DAYS, ("Imported", "Missing"), wait_for(LIST)),
    (
        "gateway-calendar",
        f"{DAYS}?view_type=calendar",
        ("Imported",),
        wait_for(".o_calendar_view .fc-event"),
    ),
    ("gateway-day", f"{DAYS}/{{day_fees}}", ("Service fee",), wait_for(LIST)),
    ("gateway-day-missing", f"{DAYS}/{{day_missing}}", ("Missing",), wait_for(FORM)),
    (
        "gateway-exceptions",
        EXCEPTION,
        ("Direct deposit to match", "Statement missing"),
        wait_for(LIST),
    ),
    *(
        (f"gateway-exception-{name}", f"{EXCEPTION}/{{exc_{kind}}}", reads, ready)
        for name, kind, reads, ready in (
            ("unknown", "not_in_books", ("Match", "PORTAL-0091"), wait_for(FORM)),
            ("deposit", "deposit", ("Match", "MERINO"), wait_for(FORM)),
            ("amount", "amount_differs", ("Match",), wait_for(FORM)),
            ("chargeback", "reversal", ("Re-open",), wait_for(FORM)),
            ("code", "unclassified", ("Book", "NCA"), wait_for(FORM)),
            ("payout", "payout_open", ("Match",), wait_for(FORM)),
            ("absent", "not_on_statement", ("Fetch again",), wait_for(FORM)),
            ("balance", "balance", ("is missing",), wait_for(FORM)),
            ("day", "day_missing", ("Fetch again",), wait_for(FORM)),
        )
    ),
    (
        "gateway-fees",
        f"{GATEWAY}.action_sagepay_cost_report",
        (),
        wait_for(".o_graph_view canvas"),
    ),
    (
        "gateway-cost",
        f"{GATEWAY}.action_sagepay_cost_report?view_type=list",
        ("Card", "Instant EFT"),
        wait_for(LIST),
    ),
    (
        "gateway-tariff",
        f"{GATEWAY}.action_sagepay_tariff",
        ("Card",),
        wait_for(LIST),
    ),
    (
        "gateway-upload",
        f"{GATEWAY}.action_sagepay_statement_upload",
        ("merchant portal",),
        wait_for(".o_field_widget[name=file]"),
    ),
    (
        "gateway-settings",
        "/odoo/settings#account",
        ("Accounts of the statement",),
        scroll_to("h2:has-text('Sage Pay statement')"),
    ),
)
