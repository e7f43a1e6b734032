import json
import re

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .common import ZoneCommon

CSRF = re.compile(r'csrf_token: "(\w+)"')
CSRF_ANYWHERE = re.compile(r"\w{40}o\d{10}")
# A person's; what programs do is not counted.
BROWSER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/128.0.0.0 Safari/537.36"
)


class ZonePagesCommon(ZoneCommon, HttpCase):
    """A browser that walks the pages of the zone."""

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def authenticate(self, *args, **kwargs):
        """Sign in, or out, in a browser of its own."""
        session = super().authenticate(*args, **kwargs)
        self.opener.headers["User-Agent"] = BROWSER
        return session

    def _enter(self, link=None, document=None):
        """Open an e-mailed link and return the address of the zone it leads to."""
        link = link or self._link(self.contact)
        answer = self._get(f"/zone/l/{self._token(link, document)}")
        self.assertEqual(answer.status_code, 303)
        return f"/zone/{link.id}"

    def _get(self, path, **kwargs):
        """Ask for one page and follow nothing."""
        with mute_logger("odoo.http"):
            return self.url_open(path, allow_redirects=False, **kwargs)

    def _post(self, path, csrf, **form):
        """Send a form found on the page ``csrf``; without a page it has no token."""
        if csrf:
            page = self._get(csrf)
            form["csrf_token"] = self._get_csrf(page)
        return self._send(path, form or {"nothing": ""})

    def _send(self, path, form):
        """Post exactly these fields and follow nothing."""
        with mute_logger("odoo.http"):
            return self.url_open(path, data=form, allow_redirects=False)

    def _call(self, path, **params):
        """Send what core's payment form sends; return the JSON answer."""
        body = {"jsonrpc": "2.0", "method": "call", "id": 0, "params": params}
        with mute_logger("odoo.http"):
            answer = self.url_open(
                path,
                data=json.dumps(body).encode(),
                headers={"Content-Type": "application/json"},
            )
        return answer.json()

    def _get_csrf(self, page):
        """Return the token that forms of a page carry."""
        return CSRF.search(page.text).group(1)

    def _settle(self, page):
        """Return the text of a page without what differs from second to second."""
        return CSRF_ANYWHERE.sub("csrf", page.text)

    def _pages_of(self, base, invoice, transaction=None):
        """Return every page address that answers to a GET in a zone."""
        document = f"{base}/invoices/{invoice.id}"
        pages = [
            f"{base}/invoices",
            f"{base}/invoices/page/1",
            document,
            f"{document}/print",
            f"{document}/pdf",
            f"{document}/pay",
        ]
        if transaction:
            pages.append(f"{base}/pay/{transaction.id}")
        return pages

    def _store_pdf(self, invoice, content=b"%PDF-1.4 as it was sent"):
        """Keep a legal PDF on the invoice, as sending it does."""
        self.env["ir.attachment"].create(
            {
                "name": "legal.pdf",
                "raw": content,
                "mimetype": "application/pdf",
                "res_model": "account.move",
                "res_id": invoice.id,
                "res_field": "invoice_pdf_report_file",
            }
        )
        invoice.invalidate_recordset()
        return content

    def _payments(self, invoice):
        """Return the online payments of an invoice."""
        return invoice.sudo().transaction_ids

    def _pay_form(self, base, invoice, choice="all", **form):
        """Press Pay Now on the confirmation page."""
        address = f"{base}/invoices/{invoice.id}/pay"
        values = {"choice": choice, "stamp": f"{invoice.amount_residual:.2f}", **form}
        return self._post(address, csrf=f"{base}/invoices/{invoice.id}", **values)

    def _use_provider_with_code(self):
        """Let payments of the test provider count as those of a real one.

        No other code is on offer without an addon for a real provider.
        """
        self.env.cr.execute(
            "UPDATE payment_provider SET code = 'elsewhere' WHERE id = %s",
            [self.provider.id],
        )
        self.provider.invalidate_recordset()

    def _act_as_gateway(self):
        """Make the provider one whose pending payments are money on its way.

        Addons of gateways add such a code; without any there is only "none".
        """
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_provider SET code = 'gateway' WHERE id = %s",
            [self.provider.id],
        )
        self.env.invalidate_all()
