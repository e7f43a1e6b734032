"""What one visitor may see and do. Who it is, is found out in ``resolver``."""

from dataclasses import dataclass
from functools import cached_property

from odoo.fields import Date, Domain
from odoo.http import request

MAX_ID = 2**31 - 1
# The models of the documents that e-mails name, by the first word of the key.
DOCUMENT_MODELS = {
    "invoice": "account.move",
    "quote": "sale.order",
    "credit": "account.move",
    "payment": "account.payment",
}


def read_id(text):
    """Return the database id these plain digits name, ``None`` for any other text.

    So many digits that no row can have them are other text, too.

    :param str text: from outside: an address, a form, a box that was ticked
    """
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_ID))):
        return None
    number = int(text)
    return number if number <= MAX_ID else None


def read_date(text):
    """Return the day this text begins with, as forms and addresses write it, or None.

    :param str text: from outside, or ``None``
    """
    try:
        return Date.to_date(text[:10]) if text else None
    except ValueError:
        return None


class RefusedError(Exception):
    """The request may see nothing; the visitor is told so in one fixed way.

    :param expired: the expired ``customer.zone.link`` when the link is genuine
    """

    def __init__(self, expired=None):
        super().__init__("Not available")
        self.expired = expired


class SignInNeededError(Exception):
    """The address is a signed-in customer's own and nobody is signed in."""


@dataclass(frozen=True, eq=False)
class Visitor:
    """What one request may see and do. Built anew for every request, never stored.

    Records are in sudo mode, in the visitor's company, language and time zone.
    ``link`` and ``only_document`` are empty records where they do not apply.

    :param history: the tabs beyond Invoices are open to this visitor
    :param emailed: keys of the documents this browser opened from e-mails
    :param needs_code: only e-mailed documents are open until a code is confirmed
    :param own_only: a contact who sees documents of their own name, no account
    :param is_preview: staff who look at what this customer sees, and do nothing
    """

    zone: str
    company: object
    customer: object
    recipient: object
    link: object
    only_document: object
    history: bool
    is_staff: bool
    emailed: frozenset = frozenset()
    needs_code: bool = False
    own_only: bool = False
    is_preview: bool = False

    @property
    def path(self):
        """Return the address under which all routes of this visitor live."""
        return f"/zone/{self.zone}"

    @cached_property
    def base(self):
        """Return the same for links on a page: with the language of the page.

        Worked out once per request: with several languages it costs a query.
        """
        return request.env["ir.http"]._url_for(self.path)

    @property
    def env(self):
        """Return the sudo environment of this visit."""
        return self.company.env

    @property
    def may_pay(self):
        """Return whether this visitor may start payments at all."""
        return not self.is_staff

    @property
    def sees_list(self):
        """Return whether more than one single document is open to this visitor."""
        return not self.only_document and not self.needs_code

    @property
    def sees_account(self):
        """Return whether balance, ageing and statement are open to this visitor.

        The ledger carries the customer and not the contact, so whoever sees only
        documents of their own name sees none of it.
        """
        return self.history and not self.own_only

    @property
    def tabs_history(self):
        """Return whether the menu shows the tabs of the account history.

        Before the code is confirmed they are shown, and open the question for it.
        """
        is_mode = self.company.customer_zone_mode == "history"
        return self.history or (self.needs_code and is_mode)

    @property
    def event_values(self):
        """Return who is acting, in the shape ``customer.zone.event`` stores."""
        return {
            "company_id": self.company.id,
            "customer_id": self.customer.id,
            "recipient_id": self.recipient.id,
            "link_id": self.link.id,
        }

    def documents(self):
        """Return the domain of every invoice this visitor may open."""
        moves = self.env["account.move"]
        domain = moves._zone_documents_domain(self.customer, self.company)
        return self.narrow(domain, moves)

    def quotes(self):
        """Return the domain of every quote this visitor may open.

        With "Invoices only" these are the ones that were e-mailed to the visitor.
        """
        orders = self.env["sale.order"]
        domain = orders._zone_documents_domain(self.customer, self.company)
        return self._of_history(self.narrow(domain, orders), "quote")

    def credit_notes(self):
        """Return the domain of every credit note this visitor may open.

        With "Invoices only" these are the ones that were e-mailed to the visitor.
        """
        moves = self.env["account.move"]
        domain = moves._zone_credit_notes_domain(self.customer, self.company)
        return self._of_history(self.narrow(domain, moves), "credit")

    def _of_history(self, domain, kind):
        """Return the domain, without the account history only what was e-mailed."""
        if self.history or self.only_document:
            return domain
        return domain & Domain("id", "in", self.emailed_ids(kind))

    def narrow(self, domain, model):
        """Return the part of a base domain that is open to this very visitor.

        Every list, count, page, file and payment of every kind of document passes
        here: one document of a link, documents of the contact's own name, and what
        was e-mailed as long as no code was confirmed.

        :param domain: the base domain of the customer's documents in the company
        :param model: (empty) records of the model the domain is for
        """
        if self.only_document:
            if self.only_document._name != model._name:
                return Domain.FALSE
            return domain & Domain("id", "=", self.only_document.id)
        emailed = Domain("id", "in", self.emailed_ids(model=model._name))
        if self.needs_code:
            return domain & emailed
        if self.own_only:
            own = Domain("partner_id", "child_of", self.recipient.id)
            return domain & (own | emailed)
        return domain

    def emailed_ids(self, kind="", model=""):
        """Return ids in the e-mailed keys of one kind (``quote``) or one model."""
        keys = (key.partition("-") for key in self.emailed)
        return [
            int(number)
            for name, _dash, number in keys
            if name == kind or (model and DOCUMENT_MODELS.get(name) == model)
        ]

    def invoice(self, invoice_id):
        """Return the invoice with this id.

        :raises RefusedError: alike for a missing and for somebody else's invoice
        """
        return self._one("account.move", self.documents(), invoice_id)

    def quote(self, quote_id):
        """Return the quote with this id.

        :raises RefusedError: alike for a missing and for somebody else's quote
        """
        return self._one("sale.order", self.quotes(), quote_id)

    def credit_note(self, credit_note_id):
        """Return the credit note with this id.

        :raises RefusedError: alike for a missing and for somebody else's credit note
        """
        return self._one("account.move", self.credit_notes(), credit_note_id)

    def _one(self, model_name, domain, document_id):
        if document_id > MAX_ID:
            raise RefusedError()
        domain &= Domain("id", "=", document_id)
        document = self.env[model_name].search(domain, limit=1)
        if not document:
            raise RefusedError()
        return document
