"""Who asks, for what: the people and the documents of the access matrix."""

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user

from .pages_common import ZonePagesCommon

MISSING = 2**31 - 2
CANARY = "CANARY-7731"
PASSWORD = "Matrix-Password-1"
# what each answer of the zone says at least.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin|no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'self'",
}


class AccessMatrixCommon(ZonePagesCommon):
    """Two customers, the second one's every document marked; and all visitors."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_customer.write({"name": CANARY, "ref": CANARY, "street": CANARY})
        cls.sibling = cls._contact("Lerato Acacia", parent_id=cls.customer.id)
        cls.emailed = cls._invoice(cls.customer)
        cls.documents = {
            "valid": cls._documents_of(cls.customer, cls.invoice, "Acacia"),
            "foreign": cls._documents_of(
                cls.other_customer, cls._invoice(cls.other_customer), CANARY
            ),
        }
        cls._make_second_company()
        cls._make_users()

    @classmethod
    def _documents_of(cls, customer, invoice, mark):
        """Return the records every kind of address may name, by argument."""
        invoice.write({"narration": mark, "ref": mark})
        quote = cls._quote_of(customer, mark)
        return {
            "invoice_id": invoice,
            "credit_note_id": cls._invoice(customer, move_type="out_refund", ref=mark),
            "payment_id": cls._payment_of(customer, mark),
            "quote_id": quote,
            "order_id": quote,
            "document_id": invoice,
            "attachment_id": cls._attachment_of(invoice, mark),
            "transaction_id": cls._transaction(invoice, state="error"),
            "partner_id": customer,
            "link_id": cls.links._issue(cls.company, customer, customer),
            "statement_id": cls._statement_of(customer, mark),
        }

    @classmethod
    def _payment_of(cls, customer, mark):
        bank = cls.company_data["default_journal_bank"]
        payment = cls.env["account.payment"].create(
            {
                "partner_id": customer.id,
                "partner_type": "customer",
                "payment_type": "inbound",
                "amount": 17.0,
                "memo": mark,
                "journal_id": bank.id,
            }
        )
        payment.action_post()
        return payment

    @classmethod
    def _statement_of(cls, customer, mark):
        """Return a statement that was sent, with its PDF."""
        pdf = cls.env["ir.attachment"].create(
            {"name": f"{mark}.pdf", "raw": mark.encode(), "mimetype": "application/pdf"}
        )
        # Nobody may write what was sent by hand.
        sent_sudo = cls.env["customer.zone.statement.sent"].sudo()
        return sent_sudo.create(
            {
                "company_id": cls.company.id,
                "customer_id": customer.id,
                "email": customer.email,
                "how": "schedule",
                "kind": "open",
                "date_to": fields.Date.today(),
                "balances": [[cls.company.currency_id.id, "17.00"]],
                "attachment_id": pdf.id,
            }
        )

    @classmethod
    def _quote_of(cls, customer, mark):
        # The seller's side needs no sales rights for its accountant.
        quotes_sudo = cls.env["sale.order"].sudo()
        return quotes_sudo.create(
            {
                "partner_id": customer.id,
                "company_id": cls.company.id,
                "client_order_ref": mark,
                "note": mark,
                "validity_date": fields.Date.add(fields.Date.today(), days=30),
                "state": "sent",
                "order_line": [
                    Command.create({"product_id": cls.product.id, "name": mark})
                ],
            }
        )

    @classmethod
    def _attachment_of(cls, invoice, mark):
        attachment = cls.env["ir.attachment"].create(
            {
                "name": f"{mark}.txt",
                "raw": mark.encode(),
                "res_model": "account.move",
                "res_id": invoice.id,
            }
        )
        invoice.message_post(
            body=mark,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachment_ids=attachment.ids,
        )
        return attachment

    @classmethod
    def _make_second_company(cls):
        cls.second = cls.setup_other_company(name="Second Shop")["company"]
        cls.second.customer_zone_enabled = True
        cls.customer.with_company(cls.second).customer_zone_allowed = True

    @classmethod
    def _make_users(cls):
        """Make one user for each kind of person who can sign in."""
        portal, staff = "base.group_portal", "base.group_user"
        billing = "account.group_account_invoice"
        first, second = cls.company, cls.second
        cls.users = {
            "portal_owner": cls._user("owner", portal, first, cls.customer),
            "portal_sibling": cls._user("sibling", portal, first, cls.customer),
            "portal_other_customer": cls._user(
                "other", portal, first, cls.other_customer
            ),
            "portal_other_company": cls._user("second", portal, second, cls.customer),
            "internal": cls._user("internal", staff, first),
            "billing": cls._user("billing", f"{staff},{billing}", first),
            "accountant_other_company": cls._user(
                "accountant", f"{staff},account.group_account_manager", second
            ),
            "admin": cls._user("boss", f"{staff},{billing},base.group_system", first),
        }
        cls.users["portal_sibling"].partner_id.customer_zone_scope = "own"

    @classmethod
    def _user(cls, name, groups, company, customer=None):
        user = new_test_user(
            cls.env,
            f"matrix_{name}",
            groups,
            password=PASSWORD,
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        user.partner_id.company_id = False
        if customer:
            user.partner_id.parent_id = customer
        return user

    def _assert_headers(self, line, cell, answer):
        """A-18: every answer of ours, refusals included, carries the headers."""
        route, _method, target = line
        # Signing in and addresses that no route takes are answered by Odoo itself.
        is_ours = route.startswith("/zone/") and target != "malformed"
        if is_ours and cell != "login":
            for name, words in HEADERS.items():
                self.assertRegex(answer.headers.get(name, ""), words, name)

    def _visit(self, visitor):
        """Begin as this visitor, with nothing kept from before.

        :return: the first part of the zone's address for this visitor
        """
        self.opener.cookies.clear()
        if visitor in self.users:
            self.authenticate(self.users[visitor].login, PASSWORD)
            return "my"
        self.authenticate(None, None)
        if visitor == "anonymous":
            return str(self.documents["valid"]["link_id"].id)
        link = {
            "link": lambda: self._link(self.contact),
            "link_own_only": lambda: self._link(self.sibling),
            "link_before_code": lambda: self._link(self.contact),
            "link_one_document": lambda: self._link(self.stranger, move=self.emailed),
        }[visitor]()
        self.sibling.customer_zone_scope = "own"
        self.company.customer_zone_ask_code = visitor == "link_before_code"
        self._enter(link, self.emailed if visitor == "link_before_code" else None)
        return str(link.id)


VISITORS = [
    "anonymous",
    "link",
    "link_one_document",
    "link_before_code",
    "link_own_only",
    "portal_owner",
    "portal_sibling",
    "portal_other_customer",
    "portal_other_company",
    "internal",
    "billing",
    "accountant_other_company",
    "admin",
]
# They have nothing to do with the first customer and may see nothing of it.
OUTSIDERS = {"anonymous", "portal_other_customer", "internal"}
# The second customer itself; and staff, whom core's own pages show documents.
MAY_SEE_CANARY = {"portal_other_customer", "billing", "admin"}
