from odoo.tests import tagged

from .. import const
from .http_common import BROWSER, SERVER, CallbackCommon

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
TRUNCATED = b'--b\r\nContent-Disposition: form-data; name="Reference"\r\n\r\nINV'


@tagged("post_install", "-at_install")
class TestUnreadableCallbacks(CallbackCommon):
    """Bodies the form parser gives nothing of: read all the same, or refused."""

    def post(self, body, content_type, kind="notify", accept=None):
        """Send a body as it stands; without a content type, no header says one."""
        headers = dict(accept or SERVER)
        if content_type:
            headers["Content-Type"] = content_type
        return self.call(kind, body, headers=headers)

    def body_of(self, tx, trace, more=b""):
        """Return a true notice as bytes, with ``more`` at its end."""
        self.gateway.knows(trace, tx.reference)
        pairs = self.fields_for(tx, trace=trace).items()
        return "&".join(f"{name}={value}" for name, value in pairs).encode() + more

    def test_a_byte_that_is_not_utf_8_loses_no_notice(self):
        """X-11: a card holder's name in Latin-1, to every address."""
        for number, kind in enumerate(const.CALLBACK_PATHS):
            with self.subTest(kind=kind):
                tx = self.make_tx(self.make_invoice(100.0))
                body = self.body_of(
                    tx, f"8.{number}", b"&ccHolder=Andr\xe9&Extra2=\xe9"
                )
                self.assertIn(self.post(body, FORM, kind).status_code, (200, 303))
                self.assertPaidOnce(tx)
                self.assertEqual(self.last_notice().kind, kind)

    def test_a_form_that_does_not_say_it_is_one_loses_no_notice(self):
        """X-11: without a content type, or as plain text."""
        for number, content_type in enumerate((None, "text/plain", "text/xml")):
            with self.subTest(content_type=content_type):
                tx = self.make_tx(self.make_invoice(100.0))
                answer = self.post(self.body_of(tx, f"8.{number}"), content_type)
                self.assertEqual((answer.status_code, answer.content), (200, b"OK"))
                self.assertPaidOnce(tx)

    def test_what_cannot_be_read_is_not_acknowledged(self):
        """X-09, X-11: a sender told OK would never send it again."""
        bodies = [
            (b"<paid>true</paid>", "text/xml"),
            (TRUNCATED, MULTIPART),
            (b"caf\xe9=1", FORM),
            (b"\x00\xff%%%=&&&=", None),
        ]
        for kind in const.CALLBACK_PATHS:
            for body, content_type in bodies:
                with self.subTest(kind=kind, body=body):
                    answer = self.post(body, content_type, kind)
                    self.assertEqual((answer.status_code, answer.content), (400, b""))
        self.assertFalse(self.env["sagepay.notice"].search([]))
        self.assertEqual(self.tx.state, "draft")

    def test_a_browser_gets_its_page_whatever_it_brought(self):
        """X-09: the payer is shown no error."""
        for kind in const.CALLBACK_PATHS:
            with self.subTest(kind=kind):
                answer = self.post(TRUNCATED, MULTIPART, kind, accept=BROWSER)
                self.assertEqual(answer.status_code, 303)
        self.assertFalse(self.env["sagepay.notice"].search([]))
