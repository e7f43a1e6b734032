from odoo.tests import tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestMerge(ZoneCommon):
    """A-09: contacts that both used the zone become one; nothing of it is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twin = cls._contact("Acacia Traders", is_company=True)
        cls.twin.customer_zone_allowed = True
        cls.events = cls.env["customer.zone.event"].sudo()

    def _merge(self, gone, kept):
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((gone | kept).ids, kept)
        self.env.flush_all()
        self.env.invalidate_all()

    def _issue(self, customer, recipient=None, document=None):
        return self.links._issue(
            self.company, customer, recipient or customer, document=document
        )

    def _view(self, link):
        values = {
            "company_id": self.company.id,
            "customer_id": link.customer_id.id,
            "recipient_id": link.recipient_id.id,
            "link_id": link.id,
        }
        return self.events._record(values, "view")

    def _opens(self, token):
        """Return the link that lets the holder of a token in, empty for none."""
        link = self.links._read_token(token)[0]
        return link if link and link._is_live(link.generation) else self.links

    def test_links_of_both_customers_go_on_opening_the_one_that_is_kept(self):
        kept, gone = self._issue(self.customer), self._issue(self.twin)
        tokens, seen = [self._token(kept), self._token(gone)], self._view(gone)
        self._merge(self.twin, self.customer)
        for token, link in zip(tokens, (kept, gone), strict=True):
            self.assertEqual(self._opens(token), link)
            self.assertEqual(link.customer_id, self.customer)
            self.assertEqual(link.recipient_id, self.customer)
        self.assertEqual(seen.link_id, gone)
        self.assertEqual(seen.customer_id, self.customer)
        self.assertEqual(self._issue(self.customer), kept)
        holders = self.links._zone_holders(self.company, self.customer)
        self.assertEqual(len(holders), 1)

    def test_two_persons_of_one_customer_become_one(self):
        same = self._contact("Thandi A.", parent_id=self.customer.id)
        kept = self._issue(self.customer, self.contact)
        gone = self._issue(self.customer, same)
        token = self._token(gone)
        self._merge(same, self.contact)
        self.assertEqual(self._opens(token), gone)
        self.assertEqual((kept | gone).recipient_id, self.contact)
        self.assertEqual(self._issue(self.customer, self.contact), kept)

    def test_links_to_one_document_and_three_contacts_at_once(self):
        third = self._contact("Auditor Abroad")
        twins = self.stranger | self._contact("Auditor Else") | third
        links = [self._issue(self.customer, one, self.invoice) for one in twins]
        self._merge(twins - third, third)
        self.assertEqual({link.recipient_id for link in links}, {third})
        self.assertTrue(all(link._is_live(link.generation) for link in links))
        self.assertEqual(self._issue(self.customer, third, self.invoice), links[2])

    def test_who_was_shut_out_stays_shut_out(self):
        """L-06: a withdrawn link of the kept contact; later both end together."""
        kept, gone = self._issue(self.customer), self._issue(self.twin)
        token = self._token(gone)
        kept._withdraw()
        self._merge(self.twin, self.customer)
        self.assertFalse(self._opens(token))
        self.assertFalse(gone._is_expired(gone.generation))

    def test_withdrawing_one_of_both_links_withdraws_the_other(self):
        """L-06."""
        kept, gone = self._issue(self.customer), self._issue(self.twin)
        self._merge(self.twin, self.customer)
        kept._withdraw()
        self.assertFalse(gone._is_live(gone.generation))

    def test_a_person_merged_into_somebody_elses_gets_no_account(self):
        """A-09: the link names the customer it was sent for."""
        elsewhere = self._contact("Thandi B.", parent_id=self.other_customer.id)
        link = self._issue(self.customer, self.contact)
        theirs = self._issue(self.other_customer, elsewhere)
        token = self._token(link)
        self._merge(self.contact, elsewhere)
        self.assertFalse(self._opens(token))
        self.assertEqual(theirs.customer_id, self.other_customer)
        self.assertTrue(theirs._is_live(theirs.generation))

    def test_the_newest_of_two_waiting_requests_waits_on(self):
        requests = self.env["customer.zone.change.request"].sudo()
        asked = requests
        for customer in (self.customer, self.twin):
            asked |= requests._zone_submit(
                {
                    "company_id": self.company.id,
                    "customer_id": customer.id,
                    "recipient_id": customer.id,
                    "link_id": self._issue(customer).id,
                },
                [],
                note="New address",
            )
        self._merge(self.twin, self.customer)
        self.assertEqual(asked.mapped("state"), ["withdrawn", "waiting"])
        self.assertEqual(asked.customer_id, self.customer)
        self.assertEqual(len(asked.activity_id), 1)

    def test_statement_runs_keep_one_line_of_both_and_every_other(self):
        runs = self.env["customer.zone.statement.run"].sudo()
        both, other = runs.create(
            [
                {
                    "company_id": self.company.id,
                    "how": "schedule",
                    "kind": "open",
                    "audience": "allowed",
                    "planned_on": day,
                    "date_to": day,
                }
                for day in ("2026-01-01", "2026-02-01")
            ]
        )
        lines = self.env["customer.zone.statement.run.line"].sudo()
        kept, _doubled, alone = lines.create(
            [
                {
                    "run_id": run.id,
                    "company_id": self.company.id,
                    "customer_id": customer.id,
                    "state": "skipped",
                }
                for run, customer in (
                    (both, self.customer),
                    (both, self.twin),
                    (other, self.twin),
                )
            ]
        )
        self._merge(self.twin, self.customer)
        self.assertEqual(both.line_ids, kept)
        self.assertEqual(other.line_ids, alone)
        self.assertEqual(alone.customer_id, self.customer)

    def test_totals_of_former_activity_are_added_up(self):
        tallies = self.env["customer.zone.event.tally"].sudo()
        totals = tallies.create(
            [
                {
                    "company_id": self.company.id,
                    "customer_id": customer.id,
                    "kind": "view",
                    "is_customer": True,
                    "month": "2025-03-01",
                    "times": times,
                    "first_at": f"2025-03-0{times} 10:00:00",
                    "last_at": f"2025-03-1{times} 10:00:00",
                }
                for customer, times in ((self.customer, 2), (self.twin, 3))
            ]
        )
        self._merge(self.twin, self.customer)
        total = totals.exists()
        self.assertEqual(total.customer_id, self.customer)
        self.assertEqual(total.times, 5)
        self.assertEqual(str(total.first_at), "2025-03-02 10:00:00")
        self.assertEqual(str(total.last_at), "2025-03-13 10:00:00")
