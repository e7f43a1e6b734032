import re
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..controllers.entry import guesses
from ..models.link import customer_zone_link_visit
from .pages_common import ZonePagesCommon

TOKEN = re.compile(r"/zone/l/([\w-]+)")


@tagged("post_install", "-at_install")
class TestPagesFresh(ZonePagesCommon):
    def setUp(self):
        super().setUp()
        self.link = self._link(self.contact)
        self.token = self._token(self.link, self.invoice)

    def _end(self, link=None):
        link = link or self.link
        link.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        link.flush_recordset()

    def _mails(self):
        return self.env["mail.mail"].sudo().search([], order="id desc")

    def _ask(self, token):
        """Press "Send me a fresh link"; return the answer and the mails it made."""
        before = self._mails()
        answer = self._post(f"/zone/l/{token}", csrf="/zone/0/invoices")
        return answer, self._mails() - before

    def test_fresh_link_goes_to_the_address_on_file_and_opens_the_document(self):
        self._end()
        page = self._get(f"/zone/l/{self.token}")
        self.assertEqual(page.status_code, 410)
        self.assertIn("Send me a fresh link", page.text)
        self.assertNotIn(self.token, page.text)
        answer, mail = self._ask(self.token)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Look in your e-mail", answer.text)
        self.assertEqual(mail.email_to, self.contact.email_formatted)
        fresh = TOKEN.search(mail.body_html).group(1)
        self.assertNotEqual(fresh, self.token)
        opened = self._get(f"/zone/l/{fresh}")
        self.assertEqual(opened.status_code, 303)
        self.assertTrue(
            opened.headers["Location"].endswith(f"/invoices/{self.invoice.id}")
        )

    def test_asking_is_of_no_use_to_who_cannot_read_the_mail(self):
        """L-05: the old address stays dead when a fresh one was sent."""
        self._end()
        _answer, mail = self._ask(self.token)
        self.assertTrue(mail)
        self.assertEqual(self._get(f"/zone/l/{self.token}").status_code, 410)
        self.assertEqual(self._get(f"/zone/{self.link.id}/invoices").status_code, 404)

    def test_lost_fresh_link_can_be_asked_for_again(self):
        self._end()
        _answer, first = self._ask(self.token)
        _answer, second = self._ask(self.token)
        self.assertEqual(len(first + second), 2)
        tokens = [TOKEN.search(mail.body_html).group(1) for mail in first + second]
        for token in tokens:
            self.assertEqual(self._get(f"/zone/l/{token}").status_code, 303)

    def test_everybody_gets_the_same_answer(self):
        """A-15: live, ended, withdrawn, forged and unknown look alike."""
        ended = self._token(self._link(self.customer))
        self._end(self._link(self.customer))
        withdrawn = self._link(self.stranger, move=self.invoice)
        withdrawn_token = self._token(withdrawn)
        withdrawn.with_user(self.env.user).action_revoke()
        tokens = {
            ended: 1,
            self.token: 0,
            withdrawn_token: 0,
            "x": 0,
            self.token[:-4] + "AAAA": 0,
        }
        texts = set()
        for token, count in tokens.items():
            answer, mails = self._ask(token)
            self.assertEqual(answer.status_code, 200)
            self.assertEqual(len(mails), count, token)
            self.assertNotIn(self.token, answer.text)
            texts.add(self._settle(answer))
        self.assertEqual(len(texts), 1)

    def test_only_ended_links_of_open_zones_are_renewed(self):
        self._end()
        self.customer.customer_zone_allowed = False
        self.assertFalse(self._ask(self.token)[1])
        self.customer.customer_zone_allowed = True
        self.contact.parent_id = self.other_customer
        self.assertFalse(self._ask(self.token)[1])
        self.contact.parent_id = self.customer
        self.contact.email = False
        with mute_logger(
            "odoo.addons.customer_zone.models.link.customer_zone_link_visit"
        ):
            self.assertFalse(self._ask(self.token)[1])
        self.contact.email = "thandi@example.com"
        self.assertTrue(self._ask(self.token)[1])

    def test_asking_is_throttled_for_each_link_and_in_total(self):
        self._end()
        for _time in range(customer_zone_link_visit.FRESH_PER_LINK):
            self.assertTrue(self._ask(self.token)[1])
        answer, mails = self._ask(self.token)
        self.assertEqual((answer.status_code, len(mails)), (200, 0))
        other = self._link(self.customer)
        token = self._token(other)
        self._end(other)
        counters = self.env["customer.zone.throttle"].sudo()
        total = counters.search([("key", "=", "fresh-in-total")])
        total.count = customer_zone_link_visit.FRESH_IN_TOTAL
        total.flush_recordset()
        with self.assertLogs(
            "odoo.addons.customer_zone.models.link.customer_zone_link_visit", "WARNING"
        ):
            self.assertFalse(self._ask(token)[1])
        total.started_at = fields.Datetime.now() - timedelta(hours=2)
        total.flush_recordset()
        self.assertTrue(self._ask(token)[1])

    def test_visitor_whose_page_ended_asks_with_the_grant_of_the_browser(self):
        base = self._enter(self.link)
        self._end()
        page = self._get(f"{base}/invoices")
        self.assertEqual(page.status_code, 410)
        self.assertIn(f"{base}/fresh", page.text)
        before = self._mails()
        answer = self._post(f"{base}/fresh", csrf=f"{base}/invoices")
        self.assertIn("Look in your e-mail", answer.text)
        self.assertEqual(len(self._mails() - before), 1)
        self.authenticate(None, None)
        answer = self._post(f"{base}/fresh", csrf="/zone/0/invoices")
        self.assertIn("Look in your e-mail", answer.text)
        self.assertEqual(len(self._mails() - before), 1)

    def test_asking_needs_the_form_of_the_page(self):
        """A-17: a crafted page cannot set off e-mails."""
        self._end()
        before = self._mails()
        for path in (f"/zone/l/{self.token}", f"/zone/{self.link.id}/fresh"):
            self.assertEqual(self._post(path, csrf=False).status_code, 400)
        self.assertEqual(self._mails(), before)

    def test_fresh_link_is_nowhere_but_in_the_mail(self):
        """L-08: no message, thread or follower holds it."""
        self._end()
        _answer, mail = self._ask(self.token)
        fresh = TOKEN.search(mail.body_html).group(1)
        self.assertTrue(mail.auto_delete)
        self.assertFalse(mail.model)
        self.assertNotIn(fresh, mail.mail_message_id.body or "")
        self.env.cr.execute(
            "SELECT count(*) FROM mail_message WHERE body LIKE %s", [f"%{fresh}%"]
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))

    def test_scanner_that_follows_the_link_changes_nothing(self):
        """L-09: looking at a live or an ended link, in parallel, uses nothing up."""
        for _end in (False, True):
            rows = self.link.read()
            mails = self._mails()
            for _time in range(3):
                self.authenticate(None, None)
                self._get(f"/zone/l/{self.token}")
                self._get(f"/zone/l/{self.token}", method="HEAD")
            self.assertEqual(self.link.read(), rows)
            self.assertEqual(self._mails(), mails)
            self._end()

    def test_ended_link_does_not_come_back_with_the_next_e_mail(self):
        """L-05: sending again makes a new address; what ran out stays dead."""
        self._end()
        again = self._link(self.contact)
        self.assertEqual(again, self.link)
        self.assertEqual(self._get(f"/zone/l/{self.token}").status_code, 410)
        self.assertEqual(self._get(f"/zone/l/{self._token(again)}").status_code, 303)

    def test_guessing_is_slowed_down_and_the_owner_is_not(self):
        """L-01: after a hundred wrong addresses the answer is short; mine works."""
        counters = self.env["customer.zone.throttle"].sudo()
        self._get("/zone/l/guess")
        counter = counters.search([("key", "like", "guess-")])
        self.assertEqual(counter.count, 1)
        counter.count = guesses.PER_HOUR
        counter.flush_recordset()
        with self.assertLogs("odoo.addons.customer_zone.controllers.entry.guesses"):
            answer = self._get("/zone/l/guess")
        self.assertEqual((answer.status_code, answer.text), (429, ""))
        self.assertEqual(self._get(f"/zone/l/{self.token}").status_code, 303)
        counter.invalidate_recordset()
        counter.started_at = fields.Datetime.now() - timedelta(hours=2)
        counter.flush_recordset()
        self.assertEqual(self._get("/zone/l/guess").status_code, 404)

    def test_old_counters_are_thrown_away(self):
        counters = self.env["customer.zone.throttle"].sudo()
        counters._count("old", 60)
        counters._count("new", 60)
        old = counters.search([("key", "=", "old")])
        old.started_at = fields.Datetime.now() - timedelta(days=3)
        counters._gc_counters()
        self.assertEqual(counters.search([]).mapped("key"), ["new"])
