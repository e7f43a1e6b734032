from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestLinkRestored(ZonePagesCommon):
    """An older database is restored: ids of links made since are given out again."""

    def setUp(self):
        super().setUp()
        self.lost = self._link(self.contact)
        self.lost_id = self.lost.id
        self.token = self._token(self.lost)
        self.proof = self.lost._sign_confirmation()
        self.base = self._enter(self.lost)

    def _restore(self):
        """Forget the link as a restored database does."""
        self.lost.unlink()
        self.env.cr.execute(
            "SELECT setval('customer_zone_link_id_seq', %s, false)", [self.lost_id]
        )

    def test_a_lost_link_does_not_open_the_zone_that_got_its_id(self):
        """C-09, L-04: not by its address, nor where it was open or confirmed."""
        self._restore()
        other = self.links._issue(
            self.company, self.other_customer, self.other_customer
        )
        self.assertEqual(other.id, self.lost_id)
        self.assertFalse(other._is_confirmation(self.proof))
        for path in (f"/zone/l/{self.token}", f"{self.base}/invoices"):
            answer = self._get(path)
            self.assertEqual(answer.status_code, 404, path)
            self.assertNotIn(self.other_customer.name, answer.text)

    def test_the_link_that_got_its_id_opens_its_own_zone(self):
        """C-09: whoever is sent a link now is not kept out by the old one."""
        self._restore()
        self.assertEqual(self._link(self.customer).id, self.lost_id)
        self.assertEqual(self._get(f"{self.base}/invoices").status_code, 404)
        base = self._enter(self.links.browse(self.lost_id))
        self.assertEqual(base, self.base)
        self.assertIn(self.customer.name, self._get(f"{base}/invoices").text)
