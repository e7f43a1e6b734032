"""The bookkeeper's screens about online payments, in the back end."""


class LookAtPage:
    """The list "To look at" and the dialog "Check a payment now"."""

    def __init__(self, page, base):
        self.page = page
        self.base = base

    def open(self):
        """Show the list, without groups."""
        self.page.goto(
            f"{self.base}/odoo/action-payment_sagepay.action_sagepay_to_look_at"
        )
        self.page.wait_for_selector(".o_list_view")
        self.page.locator(".o_facet_remove").first.click()
        self.page.wait_for_selector(".o_list_view .o_data_row")

    def text(self):
        """Return what stands on the screen."""
        return self.page.inner_text(".o_action_manager")

    def check_now(self, trace):
        """Look a trace up; the gateway's answer follows."""
        self.page.goto(f"{self.base}/odoo/action-payment_sagepay.action_sagepay_check")
        self.page.fill(".o_field_widget[name=trace] input", trace)
        self.page.click("button[name=action_check]")
        self.page.wait_for_selector(".o_form_view .o_field_widget[name=outcome]")
