"""Who asks, and for what: the users and the records of the matrix of rights."""

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user

from ..report.delivery import Delivery
from ..statement import Ask, Kind
from .details_common import ZoneDetailsCommon


class RpcMatrixCommon(ZoneDetailsCommon):
    """One user of each kind; a record of every model that has methods of ours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            "public": cls.public_user,
            "portal": cls.portal_user,
            "internal": cls._user("internal", "base.group_user"),
            "readonly": cls._user("readonly", "account.group_account_readonly"),
            "invoicing": cls._user("invoicing", "account.group_account_invoice"),
            "accountant": cls._user("accountant", "account.group_account_manager"),
            "administrator": cls._user("administrator", "base.group_system"),
        }
        cls.portal_partner.parent_id = cls.customer
        visitor = {"company_id": cls.company.id, "customer_id": cls.customer.id}
        cls.env["customer.zone.event"]._record(visitor, "view", cls.invoice)
        # The seller's side needs no sales rights for its accountant.
        orders_sudo = cls.env["sale.order"].sudo()
        cls.quote = orders_sudo.create({"partner_id": cls.customer.id})
        cls._make_statements()
        cls.env.flush_all()

    @classmethod
    def _make_statements(cls):
        """Make a statement that was sent, and a run with the customer in it."""
        today = fields.Date.today()
        cls.env["customer.zone.statement"]._zone_statement_deliver(
            Delivery(
                customer=cls.customer,
                company=cls.company,
                recipient=cls.customer,
                ask=Ask(Kind.OPEN, today),
                how="schedule",
                with_pdf=False,
            )
        )
        cls.env["customer.zone.statement.run"]._start_by_hand(
            cls.company, cls.customer, {"kind": "open", "date_to": today}
        )

    @classmethod
    def _user(cls, name, group):
        return new_test_user(
            cls.env,
            f"rpc_{name}",
            f"base.group_user,{group}",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def _as(self, records, user):
        env = self.env(user=self.users[user], su=False)
        return records.with_env(env).with_company(self.company)

    def _record_of(self, name):
        """Return a record to call methods on."""
        made = {
            "account.move": self.invoice,
            "customer.zone.link": self._link(self.contact),
            "res.partner": self.customer,
            "sale.order": self.quote,
            "res.company": self.company,
        }
        if name == "customer.zone.change.request":
            return self._request(("contact", "phone", "021 555 0199"))
        if name in made:
            return made[name]
        return self._wizard_of(name) or self.env[name].sudo().search([], limit=1)

    def _wizard_of(self, name):
        lists = self.env["customer.zone.go.live"].sudo()
        if name in ("customer.zone.go.live", "customer.zone.go.live.line"):
            lines = [Command.create({"key": "seller"})]
            one = lists.create({"company_id": self.company.id, "line_ids": lines})
            return one if name == one._name else one.line_ids
        if name in ("customer.zone.send", "customer.zone.statement.send"):
            wizards = (
                self.env[name]
                .sudo()
                .with_context(active_id=self.customer.id, active_ids=self.customer.ids)
            )
            return wizards.create({})
        if name == "customer.zone.change.answer":
            request = self._request(("contact", "phone", "021 555 0199"))
            lines = [Command.create({"line_id": line.id}) for line in request.line_ids]
            values = {"request_id": request.id, "line_ids": lines, "reason": "No"}
            return self.env[name].sudo().create(values)
        if name == "res.config.settings":
            return self.env[name].sudo().create({})
        return None
