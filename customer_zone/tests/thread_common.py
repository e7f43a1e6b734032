from odoo.addons.mail.tests.common import MailCommon

from .quotes_common import ZoneQuotesCommon

CANARY = "<script>alert(1)</script>{{7*7}}<t t-out='1'/>"
SECRET = "CANARY-internal"


class ThreadCommon(ZoneQuotesCommon, MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice.invoice_user_id = cls.seller
        cls._init_mail_gateway()

    def setUp(self):
        super().setUp()
        self.base = self._enter()
        self.pages = {
            self.invoice: f"{self.base}/invoices/{self.invoice.id}",
            self.quote: f"{self.base}/quotes/{self.quote.id}",
        }

    def _write(self, document, text="Can you collect it?"):
        page = self.pages[document]
        return self._post(f"{page}/message", csrf=page, message=text)

    def _mine(self, document):
        return document.sudo().message_ids.filtered(
            lambda one: one.author_id == self.contact
        )

    def _answer(self, document, body="Collected today.", **values):
        """Post what a seller writes to the customer."""
        return document.sudo().message_post(
            body=body,
            author_id=self.seller.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            **values,
        )

    def _file(self, name, content=b"content", **values):
        return (
            self.env["ir.attachment"]
            .sudo()
            .create({"name": name, "raw": content, **values})
        )
