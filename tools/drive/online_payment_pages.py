"""The set-up of online payments by clicking: the Sage Pay block of the settings."""

SETTINGS = "/odoo/action-account.action_account_config"
SWITCH = ".o_field_widget[name=sagepay_enabled] input"


class OnlinePaymentPages:
    """An administrator who is logged in, in the settings of Invoicing."""

    def __init__(self, page, base):
        self.page = page
        self.base = base

    def open_settings(self):
        """Show the settings at the block of the gateway."""
        self.page.goto(f"{self.base}{SETTINGS}")
        self.page.wait_for_selector(SWITCH)
        self.page.locator(SWITCH).scroll_into_view_if_needed()

    def link_beside_the_box(self):
        """Return the address a business without an account is sent to."""
        return self.page.locator("#sagepay_enabled a").get_attribute("href")

    def tick(self, name="sagepay_enabled"):
        """Tick one of the boxes by the name of its field."""
        self.page.check(f".o_field_widget[name={name}] input")

    def is_ticked(self, name="sagepay_enabled"):
        """Tell whether the box is ticked."""
        return self.page.is_checked(f".o_field_widget[name={name}] input")

    def choose_bank_account(self, name):
        """Pick the bank account that receives the money."""
        self.page.fill(".o_field_widget[name=sagepay_journal_id] input", name)
        self.page.locator(".o-autocomplete--dropdown-item", has_text=name).first.click()

    def type_in(self, name, text):
        """Type a text into the field of this name."""
        self.page.fill(f".o_field_widget[name={name}] input", text)

    def shown_in(self, name):
        """Return what stands in a field, and whether it is masked."""
        field = self.page.locator(f".o_field_widget[name={name}] input")
        return field.input_value(), field.get_attribute("type") == "password"

    def reveal(self, name):
        """Press the eye beside a key."""
        eye = f".o_field_widget[name={name}] .o_sagepay_reveal"
        self.page.click(eye)
        self.page.wait_for_selector(f"{eye}[aria-pressed=true]")

    def check(self):
        """Press Check; return what is said."""
        self.page.click("button[name=action_sagepay_check]")
        said = self.page.locator(".o_notification").last
        said.wait_for()
        return said.inner_text()

    def save_and_be_refused(self):
        """Press Save; return the words of the refusal, which is closed again."""
        self.page.click(".o_form_button_save")
        self.page.wait_for_selector(".modal-body")
        words = self.page.inner_text(".modal-body")
        self.page.click(".modal-footer button.btn-primary")
        self.page.wait_for_selector(".modal", state="detached")
        return words

    def save(self):
        """Press Save and wait until the settings are shown anew."""
        with self.page.expect_navigation():
            self.page.click(".o_form_button_save")
        self.page.wait_for_selector(SWITCH)
