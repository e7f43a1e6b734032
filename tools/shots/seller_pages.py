"""The seller's own screens in the back end. One entry adds a screen."""

from .pages import Page
from .steps import wait_for

SETTINGS = ".o_setting_container, .settings"
FORM = ".o_form_view .o_field_widget"
LIST = ".o_list_view .o_data_row"

SELLER_PAGES = (
    Page(
        "seller-settings",
        "/odoo/settings#account",
        ("Customer Zone",),
        "seller",
        act=wait_for(SETTINGS),
        tall=False,
        ours=False,
    ),
    Page(
        "seller-invoices",
        "/odoo/customer-invoices",
        ("Blue Crane",),
        "seller",
        act=wait_for(LIST),
        tall=False,
        ours=False,
    ),
    Page(
        "seller-invoice",
        "/odoo/customer-invoices/{overdue}",
        ("Allow Online Payment",),
        "seller",
        act=wait_for(FORM),
        tall=False,
        ours=False,
    ),
    Page(
        "seller-customer",
        "/odoo/contacts/{customer}",
        ("Blue Crane",),
        "seller",
        act=wait_for(FORM),
        tall=False,
        ours=False,
    ),
)
