"""The seller's own screens in the back end. One entry adds a screen."""

from .pages import Page
from .settlement_pages import SETTLEMENT_SCREENS
from .steps import open_notebook, open_statement_wizard, scroll_to, wait_for

FORM = ".o_form_view .o_field_widget"
ANY_VIEW = ".o_view_controller"
LIST = ".o_list_view .o_data_row"
ROW = f"{LIST}, .o_list_view .o_group_header"
ZONE = "/odoo/action-customer_zone"
GATEWAY = "/odoo/action-payment_sagepay"


def _screen(name, path, reads=(), shown=ANY_VIEW):
    """Return a screen of the back end; its looks are Odoo's, it has to work."""
    return _odoo_page(name, path, reads, wait_for(shown))


def _odoo_page(name, path, reads, act):
    return Page(name, path, reads, "seller", act=act, tall=False, ours=False)


SELLER_PAGES = (
    Page(
        "seller-settings",
        "/odoo/settings#account",
        ("Customer Zone",),
        "seller",
        act=scroll_to("h2:has-text('Customer Zone')"),
        tall=False,
        ours=False,
    ),
    _screen("seller-invoices", "/odoo/customer-invoices", ("Blue Crane",), LIST),
    _screen(
        "seller-invoice",
        "/odoo/customer-invoices/{overdue}",
        ("Allow Online Payment",),
        FORM,
    ),
    _screen("seller-customer", "/odoo/customers/{customer}", ("Blue Crane",), FORM),
    Page(
        "seller-customer-zone",
        "/odoo/customers/{customer}",
        ("Allow this customer to view invoices online",),
        "seller",
        act=open_notebook("Invoicing"),
        tall=True,
        ours=False,
    ),
    _screen("seller-links", f"{ZONE}.action_customer_zone_link", ("Nomvula",), LIST),
    _screen("seller-activity", f"{ZONE}.action_customer_zone_event"),
    _screen("seller-analysis", f"{ZONE}.action_customer_zone_analysis"),
    _screen("seller-changes", f"{ZONE}.action_customer_zone_change_request"),
    _screen("seller-reminders", f"{ZONE}.action_customer_zone_reminder_step"),
    _screen("seller-statements-sent", f"{ZONE}.action_customer_zone_statement_sent"),
    _screen("seller-statement-runs", f"{ZONE}.action_customer_zone_statement_run"),
    _screen(
        "seller-statement-run",
        f"{ZONE}.action_customer_zone_statement_run/{{statement_run}}",
        ("balanse",),
        FORM,
    ),
    _screen(
        "seller-statement-lines",
        f"{ZONE}.action_customer_zone_statement_run_line",
        ("Left out",),
        LIST,
    ),
    Page(
        "seller-statement-settings",
        "/odoo/settings#account",
        ("Scheduled Statements",),
        "seller",
        act=scroll_to("#customer_zone_statements"),
        tall=False,
        ours=False,
    ),
    Page(
        "seller-statement-send",
        "/odoo/customers/{customer}",
        ("Recipients",),
        "seller",
        act=open_statement_wizard,
        tall=False,
        ours=False,
    ),
    _screen("gateway-notices", f"{GATEWAY}.action_sagepay_notice", shown=ROW),
    _screen("gateway-to-look-at", f"{GATEWAY}.action_sagepay_to_look_at", shown=ROW),
    *(_odoo_page(*screen) for screen in SETTLEMENT_SCREENS),
    _screen(
        "gateway-provider", "/odoo/action-payment.action_payment_provider/{gateway}"
    ),
    Page(
        "seller-preview",
        "/zone/preview/{customer}",
        ("Blue Crane Architects CC",),
        "seller",
    ),
)
