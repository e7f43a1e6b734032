"""Every page a customer can see, one of each kind and state."""

from . import steps
from .pages import Page

MY = "/zone/{link}"
SIGNED_IN = "/zone/my"
ARABIC = "/zone/{arabic}"
EMPTY = "/zone/{empty}"
LONG = "/zone/{long}"
PAYER = "/zone/{payer}"
CODED = "/zone/{coded}"

TABS = (
    Page("overview", f"{MY}/overview", ("Your account", "12 802.50"), scripts_off=True),
    Page("invoices", f"{MY}/invoices", ("Invoices", "To pay"), scripts_off=True),
    Page("quotes", f"{MY}/quotes", ("Quotes", "S00231"), scripts_off=True),
    Page("quotes-expired", f"{MY}/quotes?expired=1", ("S00176",)),
    Page("credit-notes", f"{MY}/credit-notes", ("Credit notes",), scripts_off=True),
    Page("payments", f"{MY}/payments", ("Payments", "2 645.00"), scripts_off=True),
    Page("statement", f"{MY}/statement", ("28 178.50",), scripts_off=True),
    Page("details", f"{MY}/details", ("My details", "4120283947"), scripts_off=True),
)
LISTS = (
    Page("invoices-overdue", f"{MY}/invoices?status=overdue", ("Overdue",)),
    Page("invoices-page-2", f"{MY}/invoices/page/2", ("Invoices",)),
    Page("invoices-no-match", f"{MY}/invoices?q=nothing-like-it", ("No invoice",)),
    Page("invoices-filter-open", f"{MY}/invoices?size=10", act=steps.open_details),
    Page("invoices-ticked", f"{MY}/invoices", ("2 invoices",), act=steps.tick_two),
    Page("invoices-none-ticked", f"{MY}/invoices?tick=none", ("Tick",)),
)
STATEMENTS = (
    Page("statement-activity", f"{MY}/statement?kind=activity", ("Closing",)),
    Page("statement-past", f"{MY}/statement?to=2026-10-31", ("how it stood",)),
    Page("statement-sent", f"{MY}/statement/sent", ("What is owed",)),
    Page("statement-age", f"{MY}/statement?age=1", ("INV/",)),
    Page("statement-empty", f"{EMPTY}/statement", ("Statement",), who="empty"),
    Page("statement-long", f"{LONG}/statement", ("1 135 802",), who="long"),
    Page("statement-rtl", f"{ARABIC}/statement", ("28,178.50",), who="arabic"),
    Page("statement-portal", f"{SIGNED_IN}/statement", ("28 178.50",), who="portal"),
)
DOCUMENTS = (
    Page("invoice", f"{MY}/invoices/{{open}}", ("INV/", "Pay Now"), scripts_off=True),
    Page("invoice-overdue", f"{MY}/invoices/{{overdue}}", ("overdue",)),
    Page("invoice-instalments", f"{MY}/invoices/{{instalments}}", ("gas lift",)),
    Page("invoice-paid", f"{MY}/invoices/{{paid}}", ("Paid",)),
    Page("invoice-coming", f"{MY}/invoices/{{coming}}", ("on its way",)),
    Page("invoice-dollar", f"{MY}/invoices/{{dollar}}", ("USD",)),
    Page("invoice-print", f"{MY}/invoices/{{open}}/print", ("INV/",)),
    Page(
        "quote", f"{MY}/quotes/{{quote_open}}", ("S00231", "Accept"), scripts_off=True
    ),
    Page("quote-accepted", f"{MY}/quotes/{{quote_accepted}}", ("Accepted",)),
    Page("quote-invoiced", f"{MY}/quotes/{{quote_invoiced}}", ("Invoiced",)),
    Page("quote-declined", f"{MY}/quotes/{{quote_declined}}", ("Bought closer",)),
    Page("quote-expired", f"{MY}/quotes/{{quote_expired}}", ("Expired",)),
    Page(
        "quote-sign",
        f"{MY}/quotes/{{quote_open}}/sign",
        ("S00231",),
        act=steps.wait_for("canvas"),
    ),
    Page("quote-print", f"{MY}/quotes/{{quote_open}}/print", ("S00231",)),
    Page("credit-note", f"{MY}/credit-notes/{{credit}}", ("RINV/",), scripts_off=True),
    Page("credit-note-used", f"{MY}/credit-notes/{{credit_used}}", ("RINV/",)),
)
ASKING = (
    Page("invoice-query", f"{MY}/invoices/{{overdue}}/query", ("Query on invoice",)),
    Page("invoice-told-paid", f"{MY}/invoices/{{overdue}}/paid", ("by EFT",)),
)
PAYING = (
    Page("pay-check", f"{MY}/invoices/{{open}}/pay", ("Check", "Pay Now")),
    Page("pay-check-choice", f"{MY}/invoices/{{instalments}}/pay", ("instalment",)),
    Page("pay-balance", f"{MY}/pay?all=ZAR", ("Check what you are paying",)),
    Page(
        "pay-under-way",
        f"{MY}/invoices/{{coming}}/pay",
        ("cannot be paid",),
        status=409,
    ),
    Page(
        "pay-continue",
        f"{PAYER}/invoices/{{to_pay}}/pay",
        ("You will be redirected to", "Continue"),
        who="payer",
        act=steps.pay_now,
    ),
    Page("result-paid", f"{PAYER}/pay/{{tx_done}}", ("we have your",), who="payer"),
    Page("result-kept", f"{PAYER}/pay/{{tx_kept}}", ("Kept as",), who="payer"),
    Page("result-unknown", f"{PAYER}/pay/{{tx_draft}}", ("waiting to",), who="payer"),
    Page("result-cancelled", f"{PAYER}/pay/{{tx_cancel}}", ("did not",), who="payer"),
    Page("result-coming", f"{MY}/pay/{{tx_coming}}", ("on its way",)),
    Page("result-refused", f"{MY}/pay/{{tx_refused}}", ("did not go through",)),
    Page("bank-details", "/zone/bank-details/{company}", ("6200",), who="nobody"),
    Page(
        "bank-details-changed",
        "/zone/bank-details/{second_company}",
        ("changed",),
        who="nobody",
    ),
)
DETAILS = (
    Page("details-form", f"{MY}/details/change", ("Ask for a change",)),
    Page(
        "details-waiting",
        f"{PAYER}/details/change",
        ("waiting",),
        who="payer",
        act=steps.ask_for_a_change,
    ),
)
OTHER_VISITORS = (
    Page(
        "portal-home",
        "/my",
        ("Customer Zone",),
        "portal",
        act=steps.wait_for_cards,
        ours=False,
    ),
    Page("portal-choose", "/zone/my", ("Whose documents",), who="portal"),
    Page("portal-overview", f"{SIGNED_IN}/overview", ("Your account",), who="portal"),
    Page("portal-invoices", f"{SIGNED_IN}/invoices", ("To pay",), who="portal"),
    Page("portal-invoice", f"{SIGNED_IN}/invoices/{{open}}", ("INV/",), who="portal"),
    Page("portal-details", f"{SIGNED_IN}/details", ("My details",), who="portal"),
    Page("single-invoice", "/zone/{single}", ("INV/", "Pay Now"), who="single"),
    Page("not-available", "/zone/l/nothing", ("not available",), "nobody", 404),
    Page("link-expired", "/zone/l/{expired_token}", ("has ended",), "nobody", 410),
    Page(
        "link-sent",
        "/zone/l/{expired_token}",
        ("Look in your e-mail",),
        "nobody",
        410,
        act=steps.ask_for_a_fresh_link,
    ),
)
EXTREMES = (
    Page("empty-overview", f"{EMPTY}/overview", ("Your account",), who="empty"),
    Page("empty-invoices", f"{EMPTY}/invoices", ("No invoices yet",), who="empty"),
    Page("empty-quotes", f"{EMPTY}/quotes", ("No quotes yet",), who="empty"),
    Page("empty-credit", f"{EMPTY}/credit-notes", ("No credit notes",), who="empty"),
    Page("empty-payments", f"{EMPTY}/payments", ("No payments",), who="empty"),
    Page("empty-details", f"{EMPTY}/details", ("My details",), who="empty"),
    Page("long-overview", f"{LONG}/overview", ("Wolwefontein",), who="long"),
    Page("long-invoices", f"{LONG}/invoices", ("PURCHASE",), who="long"),
    Page("long-invoice", f"{LONG}/invoices/{{long_invoice}}", ("Höhen",), who="long"),
    Page("long-pay", f"{LONG}/pay?all=ZAR", ("Check",), who="long"),
    Page("long-quotes", f"{LONG}/quotes", ("PURCHASE",), who="long"),
    Page("long-quote", f"{LONG}/quotes/{{long_quote}}", ("Höhen",), who="long"),
    Page("long-credit", f"{LONG}/credit-notes/{{long_credit}}", ("Höhe",), who="long"),
    Page("long-details", f"{LONG}/details", ("Wolwefontein",), who="long"),
)
SECOND_SELLER = (
    Page("coded-invoice", f"{CODED}/invoices/{{second_invoice}}", ("4 200",), "coded"),
    Page("code-needed", f"{CODED}/overview", ("One more step",), "coded", 403),
    Page("code-enter", f"{CODED}/code", ("Type in the code",), "coded"),
    Page(
        "code-wrong",
        f"{CODED}/code",
        ("not right",),
        "coded",
        act=steps.type_a_wrong_code,
    ),
    Page(
        "pay-several-providers",
        f"{CODED}/invoices/{{second_invoice}}/pay",
        ("Wire Transfer",),
        "coded",
    ),
    Page(
        "pay-part",
        f"{CODED}/invoices/{{second_invoice}}/pay?choice=part",
        ("How much",),
        "coded",
    ),
)
ARABIC_READER = (
    Page("rtl-overview", f"{ARABIC}/overview", ("12,802.50",), who="arabic"),
    Page("rtl-invoices", f"{ARABIC}/invoices", ("INV/",), who="arabic"),
    Page("rtl-invoice", f"{ARABIC}/invoices/{{overdue}}", ("INV/",), who="arabic"),
    Page("rtl-pay", f"{ARABIC}/invoices/{{instalments}}/pay", ("INV/",), who="arabic"),
    Page("rtl-details", f"{ARABIC}/details", ("4120283947",), who="arabic"),
)
CUSTOMER_PAGES = (
    *TABS,
    *LISTS,
    *STATEMENTS,
    *DOCUMENTS,
    *ASKING,
    *PAYING,
    *DETAILS,
    *OTHER_VISITORS,
    *EXTREMES,
    *SECOND_SELLER,
    *ARABIC_READER,
)
