"""The set-up chapter of the seller's side, by clicking: settings and customer."""

SETTINGS = "/odoo/action-account.action_account_config"
CUSTOMERS = "/odoo/customers"
SWITCH = ".o_field_widget[name=customer_zone_enabled] input"
MODE = ".o_field_widget[name=customer_zone_mode]"


class SetUpPages:
    """An administrator who is logged in, in the settings and on a customer's form."""

    def __init__(self, page, base):
        self.page = page
        self.base = base

    def open_settings(self):
        """Show the settings of Invoicing, at the block of the zone."""
        self.page.goto(f"{self.base}{SETTINGS}")
        self.page.wait_for_selector(SWITCH)
        self.page.locator(SWITCH).scroll_into_view_if_needed()

    def tick_zone(self):
        """Tick the box; what customers will see is explained in a dialog."""
        self.page.check(SWITCH)
        self.page.wait_for_selector(".modal-body")
        return self.page.inner_text(".modal-body")

    def answer_dialog(self, button):
        """Press a button of the dialog and wait until it is gone."""
        self.page.locator(".modal").get_by_role("button", name=button).click()
        self.page.wait_for_selector(".modal", state="detached")

    def zone_is_ticked(self):
        """Tell whether the box is ticked."""
        return self.page.is_checked(SWITCH)

    def choose_mode(self, words):
        """Choose one of the two modes by its words."""
        self.page.locator(MODE).get_by_label(words, exact=True).check()

    def save_settings(self):
        """Press Save and wait until the settings are shown anew."""
        with self.page.expect_navigation():
            self.page.click(".o_form_button_save")
        self.page.wait_for_selector(SWITCH)

    def open_customer(self, partner_id):
        """Show a customer's form, at what concerns invoices."""
        self.page.goto(f"{self.base}{CUSTOMERS}/{partner_id}")
        self.page.wait_for_selector(".o_form_view .o_field_widget[name=email]")
        self.page.locator(".o_notebook a[name=accounting]").click()
        self.page.wait_for_selector(".o_field_widget[name=customer_zone_allowed]")

    def open_activity(self):
        """Press the customer's button that tells the last visit; return its words."""
        button = self.page.locator("button[name=action_customer_zone_events]:visible")
        words = button.inner_text()
        button.click()
        self.page.wait_for_selector(".o_list_view .o_data_row")
        return words

    def allow_customer(self):
        """Tick "Allow this customer to view invoices online" and save."""
        self.page.check(".o_field_widget[name=customer_zone_allowed] input")
        self.page.click(".o_form_button_save")
        self.page.wait_for_selector(".o_form_button_save", state="hidden")
