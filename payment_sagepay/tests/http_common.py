from contextlib import contextmanager

from odoo.tests import HttpCase

from .. import const
from .common import TRACE, SagepayCommon

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
SERVER = {"Accept": "*/*"}
INTAKE_LOG = "odoo.addons.payment_sagepay.intake"
CONTROLLER_LOG = "odoo.addons.payment_sagepay.controllers.main"


class CallbackCommon(SagepayCommon, HttpCase):
    """A payment, and the four addresses called over HTTP."""

    def setUp(self):
        super().setUp()
        self.invoice = self.make_invoice(100.0)
        self.tx = self.make_tx(self.invoice)
        self.gateway.knows(TRACE, self.tx.reference)

    @contextmanager
    def test_cursors(self):
        """The server of these tests uses the test's cursor already."""
        self.env.flush_all()
        yield
        self.env.invalidate_all()

    def call(self, kind, data=None, method="POST", headers=None, tail="", **kwargs):
        """Return the answer of one address, redirects not followed.

        :param str tail: what is written after the address
        """
        self.env.flush_all()
        answer = self.opener.request(
            method,
            self.base_url() + const.CALLBACK_PATHS[kind] + tail,
            data=data,
            headers=headers or SERVER,
            allow_redirects=False,
            timeout=30,
            **kwargs,
        )
        self.env.invalidate_all()
        return answer
