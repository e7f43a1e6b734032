"""The pages that are asked for: core's beside ours, and ours alone."""

from dataclasses import dataclass

from .measure import Browser
from .plan import PASSWORD, login

DEEP_CORE_ROWS = 80
# Pages have numbers as far as rows are counted.
COUNTED = 1000


@dataclass(frozen=True)
class Page:
    """One page of one customer.

    :param name: what it is called in the tables
    :param beside: the name of core's page that it is compared with, ``""`` for none
    """

    name: str
    path: str
    beside: str = ""
    status: int = 200


def pages_of(shop, size, link):
    """Return the pages of the customer with so many invoices.

    :param link: path of an e-mailed link of the customer
    """
    ids = _ids(shop, size)
    deep = max(1, size // 2 // DEEP_CORE_ROWS)
    zone = "/zone/my"
    return [
        Page("core list", "/my/invoices"),
        Page("core list, deep", f"/my/invoices/page/{deep}"),
        Page("core list, by due date", "/my/invoices?sortby=duedate"),
        Page("core invoice", f"/my/invoices/{ids['invoice']}"),
        Page("core orders", "/my/orders"),
        Page("Invoices", f"{zone}/invoices?size=100", "core list"),
        Page("Invoices, 10 rows", f"{zone}/invoices"),
        Page("Invoices, deep", _deep(shop, zone, size), "core list, deep"),
        Page(
            "Invoices, by due date",
            f"{zone}/invoices?size=100&sort=-due",
            "core list, by due date",
        ),
        Page("Invoices, by total", f"{zone}/invoices?sort=-total"),
        Page("Invoices, by left", f"{zone}/invoices?sort=left"),
        Page("Invoices, overdue", f"{zone}/invoices?status=overdue"),
        Page("Invoices, paid", f"{zone}/invoices?status=paid&sort=number"),
        Page("Invoices, search", f"{zone}/invoices?q=C{size}/INV/7"),
        Page("Invoices, a month", f"{zone}/invoices?{ids['month']}"),
        Page("Invoice", f"{zone}/invoices/{ids['invoice']}", "core invoice"),
        Page("Quotes", f"{zone}/quotes", "core orders"),
        Page("Quotes, invoiced", f"{zone}/quotes?show=accepted"),
        Page("Overview", f"{zone}/overview"),
        Page("Payments", f"{zone}/payments"),
        Page("Credit Notes", f"{zone}/credit-notes"),
        Page("Credit Notes, left", f"{zone}/credit-notes?show=left"),
        Page("Statement", f"{zone}/statement"),
        Page("Statement, activity", f"{zone}/statement?kind=activity"),
        Page("Statement, everything", f"{zone}/statement?kind=activity&from="),
        Page("My Details", f"{zone}/details"),
        Page("link entry", link, status=303),
    ]


def signed_in(shop, size):
    """Return a browser in which that customer has signed in."""
    browser = Browser(shop.url)
    browser.sign_in(login(size), PASSWORD)
    return browser


def links(shop, sizes):
    """Return the path of a fresh link for each of these customers."""
    logins = [login(size) for size in sizes]
    printed = shop.shell(
        f"for login in {logins!r}:\n"
        "    customer = env['res.users'].search([('login', '=', login)]).partner_id\n"
        "    links = env['customer.zone.link']\n"
        "    link = links._issue(env.company, customer, customer)\n"
        "    print('LINK', link._zone_url())\n\n"
    )
    found = [line.split()[1] for line in printed.splitlines() if line[:5] == "LINK "]
    paths = ["/zone/l/" + url.partition("/zone/l/")[2] for url in found]
    return dict(zip(sizes, paths, strict=True))


def _ids(shop, size):
    """Return a paid invoice of the customer, and the month it is of."""
    ((invoice, first, last),) = shop.sql(
        "SELECT id, date_trunc('month', invoice_date)::date,"
        " (date_trunc('month', invoice_date) + interval '1 month - 1 day')::date"
        f" FROM account_move WHERE name = 'C{size}/INV/{size // 2}'"
    )
    return {"invoice": invoice, "month": f"from={first}&to={last}"}


def _deep(shop, zone, size):
    """Return the address of a page half-way down the list.

    Beyond what is counted a page starts after an invoice, as its "Next" says.
    """
    if size // 2 <= COUNTED:
        return f"{zone}/invoices/page/{max(1, size // 2 // 100)}?size=100"
    ((after,),) = shop.sql(
        f"SELECT id FROM account_move WHERE name = 'C{size}/INV/{size // 2}'"
    )
    return f"{zone}/invoices?size=100&after={after}"
