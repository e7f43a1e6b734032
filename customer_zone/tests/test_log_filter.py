import logging

from odoo.tests import BaseCase

from .. import log_filter

TOKEN = "AQAAAAAAAAAAabc-_DEF123456789"


class TestLogFilter(BaseCase):
    def _logged(self, name, message, *args):
        """Return the line a handler would write for this call."""
        logger = logging.getLogger(name)
        record = logger.makeRecord(name, logging.INFO, __file__, 1, message, args, None)
        self.assertTrue(logger.filter(record))
        return record.getMessage()

    def test_request_log_shows_no_token(self):
        """L-08: whoever reads the log cannot open the zone."""
        for name in log_filter.LOGGER_NAMES:
            with self.subTest(logger=name):
                line = self._logged(
                    name, '"%s" %s %s', f"GET /zone/l/{TOKEN} HTTP/1.1", 303, "-"
                )
                self.assertIn("/zone/l/*** HTTP/1.1", line)
                self.assertIn("303", line)
                self.assertNotIn(TOKEN, line)

    def test_token_inside_the_message_or_another_address_is_masked(self):
        for text in (
            f"GET /zone/l/{TOKEN}?lang=af_ZA",
            f"GET /en/zone/l/{TOKEN}",
            f"GET /web/login?redirect=%2Fzone%2Fl%2F{TOKEN}",
            f"Referer: https://shop.example.com/zone/l/{TOKEN}",
        ):
            with self.subTest(text=text):
                self.assertNotIn(TOKEN, self._logged("werkzeug", text))

    def test_named_arguments_are_masked(self):
        line = self._logged("odoo.http", "%(path)s", {"path": f"/zone/l/{TOKEN}"})
        self.assertNotIn(TOKEN, line)

    def test_exceptions_given_as_message_are_masked(self):
        line = self._logged("odoo.http", "%s", ValueError(f"/zone/l/{TOKEN}"))
        self.assertNotIn(TOKEN, line)

    def test_other_addresses_are_left_alone(self):
        text = '"GET /zone/12/invoices/7?page=2 HTTP/1.1" 200'
        self.assertIn(text, self._logged("werkzeug", text))

    def test_installing_again_adds_nothing(self):
        before = [len(logging.getLogger(n).filters) for n in log_filter.LOGGER_NAMES]
        log_filter.install()
        after = [len(logging.getLogger(n).filters) for n in log_filter.LOGGER_NAMES]
        self.assertEqual(before, after)
        self.assertTrue(all(count >= 1 for count in after))
