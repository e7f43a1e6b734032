"""Odoo's own remote interface, as the administrator: what a seller's click would do."""

import xmlrpc.client

from .company import ADMIN_LOGIN, ADMIN_PASSWORD


class Seller:
    """The administrator, calling the running shop over XML-RPC."""

    def __init__(self, shop):
        self._database = shop.database
        common = xmlrpc.client.ServerProxy(f"{shop.url}/xmlrpc/2/common")
        self._url = f"{shop.url}/xmlrpc/2/object"
        self._user = common.authenticate(shop.database, ADMIN_LOGIN, ADMIN_PASSWORD, {})

    def call(self, model, method, *arguments, **options):
        """Call a public method of a model and return its answer.

        :raise xmlrpc.client.Fault: when Odoo refuses
        """
        # One connection per call, so that threads may share a seller.
        proxy = xmlrpc.client.ServerProxy(self._url, allow_none=True)
        return proxy.execute_kw(
            self._database,
            self._user,
            ADMIN_PASSWORD,
            model,
            method,
            list(arguments),
            options,
        )

    def search(self, model, *domain, **options):
        """Return the ids of the records that meet all the conditions."""
        return self.call(model, "search", list(domain), **options)

    def read(self, model, record_id, *fields):
        """Return the values of one record."""
        return self.call(model, "read", [record_id], fields=list(fields))[0]

    def xmlid(self, module, name):
        """Return the id of the record with an external id."""
        known = self.search(
            "ir.model.data", ("module", "=", module), ("name", "=", name)
        )
        return self.read("ir.model.data", known[0], "res_id")["res_id"]

    def new_invoice(self, email, lines, post=True):
        """Create a customer invoice for the contact with this e-mail address.

        :param lines: (product name, quantity) pairs
        :return: id of the ``account.move``
        """
        partner = self.search("res.partner", ("email", "=", email), limit=1)[0]
        commands = [
            (0, 0, {"product_id": self._product(name), "quantity": quantity})
            for name, quantity in lines
        ]
        move = self.call(
            "account.move",
            "create",
            {
                "move_type": "out_invoice",
                "partner_id": partner,
                "invoice_line_ids": commands,
            },
        )
        if post:
            self.call("account.move", "action_post", [move])
        return move

    def send_invoice(self, move_id):
        """E-mail an invoice with Odoo's own Send wizard, as its Send button does."""
        wizard = self.call(
            "account.move.send.wizard",
            "create",
            {"move_id": move_id},
            context={"active_model": "account.move", "active_ids": [move_id]},
        )
        self.call("account.move.send.wizard", "action_send_and_print", [wizard])

    def _product(self, name):
        return self.search("product.product", ("name", "=", name), limit=1)[0]
