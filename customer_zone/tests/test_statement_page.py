from odoo.tests import tagged

from .pages_common import ZonePagesCommon
from .pages_queries import count_queries


@tagged("post_install", "-at_install")
class TestStatementPage(ZonePagesCommon):
    def test_zz_try(self):
        base = self._enter()
        for q in ("", "?kind=activity", "?kind=activity&from=", "?age=0"):
            page = self.url_open(f"{base}/statement{q}")
            open(f"/tmp/st1/p{len(q)}.html", "w").write(page.text)
            self.assertEqual(page.status_code, 200, page.text[:3000])
            print(q, count_queries(self, f"{base}/statement{q}"))
        for q in ("pdf", "pdf?kind=activity", "csv", "xlsx", "csv?kind=activity"):
            page = self.url_open(f"{base}/statement/{q}")
            open(f"/tmp/st1/{q.replace('?', '_')}", "wb").write(page.content)
            self.assertEqual(page.status_code, 200, page.text[:3000])
