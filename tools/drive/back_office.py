"""The seller's side of the drive: Odoo's back end, by clicking."""

from ..demo.company import ADMIN_LOGIN, ADMIN_PASSWORD


class BackOffice:
    """The administrator in his browser."""

    def __init__(self, page, base):
        self.page = page
        self.base = base

    def log_in(self):
        """Log in as the administrator; the invoices follow."""
        self.page.goto(f"{self.base}/odoo/customer-invoices")
        self.page.fill("input[name=login]", ADMIN_LOGIN)
        self.page.fill("input[name=password]", ADMIN_PASSWORD)
        self.page.click(".oe_login_buttons button[type=submit]")
        self.page.wait_for_selector(".o_list_view .o_data_row")

    def new_invoice(self, contact, lines):
        """Type a new customer invoice: ``lines`` are (product, quantity)."""
        self.page.goto(f"{self.base}/odoo/customer-invoices/new")
        customer = self.page.locator(".o_field_widget[name=partner_id] input")
        self._pick(customer, contact)
        for product, quantity in lines:
            self._add_line(product, quantity)
        self._scroll_up()

    def confirm(self):
        """Post the invoice on the screen and return its number."""
        self.page.click(".o_statusbar_buttons button[name=action_post]:visible")
        self.page.wait_for_selector("button[name=action_invoice_sent]:visible")
        self._scroll_up()
        return self.page.inner_text(".o_field_widget[name=name]").strip()

    def open_send_wizard(self):
        """Open Odoo's own Send wizard for the invoice on the screen."""
        self.page.locator("button[name=action_invoice_sent]:visible").first.click()
        self.page.wait_for_selector(".modal button[name=action_send_and_print]")
        self.page.wait_for_selector(".modal .o_field_widget[name=subject]")

    def send(self):
        """Press Send in the wizard and wait until it is done."""
        self.page.click(".modal button[name=action_send_and_print]")
        self.page.wait_for_selector(".modal", state="detached")

    def open_invoice(self, move_id):
        """Show one invoice's form."""
        self.page.goto(f"{self.base}/odoo/customer-invoices/{move_id}")
        self.page.wait_for_selector(".o_form_view .o_field_widget[name=name]")
        self._scroll_up()

    def ribbon(self):
        """Return the word on the ribbon of the form, such as ``PAID``."""
        ribbon = self.page.locator(".ribbon:visible").first
        return ribbon.inner_text().strip()

    def _scroll_up(self):
        """Show the form from its top, also in pictures."""
        self.page.evaluate(
            "document.querySelectorAll('.o_content, .o_form_sheet_bg')"
            ".forEach(part => part.scrollTo(0, 0))"
        )

    def _pick(self, field, text):
        field.click()
        field.press_sequentially(text)
        option = f".o-autocomplete--dropdown-item:has-text('{text}')"
        self.page.locator(option).first.click()

    def _add_line(self, product, quantity):
        lines = self.page.locator(".o_field_widget[name=invoice_line_ids]")
        rows = lines.locator("tr.o_data_row")
        before = rows.count()
        lines.get_by_role("button", name="Add a line").click()
        row = rows.nth(before)
        row.wait_for()
        self._pick(row.locator("td[name=product_id] input").first, product)
        cell = row.locator("td[name=quantity] input")
        cell.fill(str(quantity))
        cell.press("Tab")
        self.page.wait_for_timeout(300)
