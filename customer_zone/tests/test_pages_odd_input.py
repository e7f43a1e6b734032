from odoo.tests import tagged
from odoo.tools import mute_logger

from .quotes_common import ZoneQuotesCommon


@tagged("post_install", "-at_install")
class TestPagesOddInput(ZoneQuotesCommon):
    """What no page of the zone sends is refused, whoever sends it."""

    def setUp(self):
        super().setUp()
        self.base = self._enter()

    def test_a_file_in_place_of_a_field_is_refused(self):
        """X-11: no page of the zone sends files, under whatever name."""
        token = self._get_csrf(self._get(f"{self.base}/details"))
        quote_page, file = f"{self.base}/quotes/{self.quote.id}", ("a.txt", b"x")
        for path, name in (
            (f"{quote_page}/message", "message"),
            (f"{quote_page}/accept", "name"),
            (f"{quote_page}/decline", "reason"),
            (f"{self.base}/details/check", "email"),
            (f"{quote_page}/accept", "csrf_token"),
        ):
            fields = {"csrf_token": token} if name != "csrf_token" else {}
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    path, data=fields, files={name: file}, allow_redirects=False
                )
            self.assertEqual(answer.status_code, 400, (path, name))
        self.assertEqual(self.quote.state, "sent")
