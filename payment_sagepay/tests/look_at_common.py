from odoo.tests.common import new_test_user
from odoo.tools import SQL

from .common import SagepayCommon


class LookAtCommon(SagepayCommon):
    """A payment, and a bookkeeper in front of the list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bookkeeper = cls.user_of("account.group_account_invoice")

    @classmethod
    def user_of(cls, groups):
        """Return an internal user of this company with these groups."""
        return new_test_user(
            cls.env,
            login=f"list of {groups}",
            groups=f"base.group_user,{groups}",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))

    def lines(self, user=None, **domain):
        """Return the lines of the list, as the bookkeeper sees them."""
        self.env.flush_all()
        self.env.invalidate_all()
        model = self.env["sagepay.to.look.at"].with_user(user or self.bookkeeper)
        return model.search([(name, "=", value) for name, value in domain.items()])

    def make_old(self, minutes=30):
        """Let everything have happened some time ago."""
        self.env.flush_all()
        for table, column in (
            ("sagepay_notice", "received_at"),
            ("payment_transaction", "last_state_change"),
        ):
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s SET %(column)s = %(column)s - "
                    "%(minutes)s * interval '1 minute'",
                    table=SQL.identifier(table),
                    column=SQL.identifier(column),
                    minutes=minutes,
                )
            )
        self.env.invalidate_all()
