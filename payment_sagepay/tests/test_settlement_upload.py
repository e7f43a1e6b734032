import base64
import io
import zipfile
from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import SERVICE_KEY
from .settlement_common import DAY, Account, SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementUpload(SettlementCommon):
    """A bookkeeper uploads what was downloaded from the merchant portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bookkeeper = new_test_user(
            cls.env,
            login="settlement-uploader",
            groups="account.group_account_invoice",
            company_id=cls.sagepay.company_id.id,
            company_ids=[Command.set(cls.sagepay.company_id.ids)],
        )

    def upload(self, data, name="day.txt", confirmed=True, user=None, company=None):
        """Upload as a person does; return the days that are shown.

        What the person is told is kept in ``self.told``.
        """
        wizard = (
            self.env["sagepay.statement.upload"]
            .with_user(user or self.bookkeeper)
            .with_company(company or self.sagepay.company_id)
            .create(
                {
                    "file": base64.b64encode(data),
                    "filename": name,
                    "confirmed": confirmed,
                }
            )
        )
        answer = wizard.action_upload()["params"]
        self.told = answer["message"]
        return self.days.search(answer["next"]["domain"])

    def test_a_day_is_uploaded_and_booked(self):
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number)
        day = self.upload(self.account.close())
        self.assertEqual(day.state, "imported")
        self.assertTrue(tx.payment_id.is_matched)
        self.assertAgrees()

    def test_a_zip_of_days_is_booked_in_their_order(self):
        """S-02: whatever the files are called."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name in ("z.txt", "m.txt", "a.txt"):
                self.account.move("PCD", "10.00", "july")
                archive.writestr(name, self.account.close())
        days = self.upload(buffer.getvalue(), "march.zip")
        self.assertEqual(days.mapped("state"), ["imported"] * 3)
        self.assertAgrees()

    def test_uploaded_twice_under_another_name_changes_nothing(self):
        """S-01: and the person is told so."""
        self.account.move("PCD", "10.00", "july")
        data = self.account.close()
        self.upload(data)
        self.assertIn("1 new line is booked", self.told)
        before = self.lines.search_count([]), self.balance()
        self.upload(data, "copy.txt")
        self.assertIn("Nothing new", self.told)
        self.assertEqual((self.lines.search_count([]), self.balance()), before)
        self.assertEqual(len(self.open_exceptions()), 1)

    def test_the_first_statement_wants_to_be_confirmed(self):
        """S-15"""
        self.account.move("PCD", "10.00", "july")
        data = self.account.close()
        with self.assertRaises(UserError):
            self.upload(data, confirmed=False)
        self.assertFalse(self.lines.search_count([]))
        self.upload(data)
        self.account.move("PCD", "10.00", "july")
        self.upload(self.account.close(), confirmed=False)
        self.assertAgrees()

    def test_a_statement_that_does_not_follow_is_refused(self):
        """S-15: another merchant's account begins with another balance."""
        self.account.move("PCD", "10.00", "july")
        self.upload(self.account.close())
        other = Account("777.00", first=self.account.day)
        other.move("PCD", "10.00", "july")
        with self.assertRaises(UserError) as refusal:
            self.upload(other.close(), confirmed=False)
        self.assertIn("777", str(refusal.exception))
        self.assertEqual(self.lines.search_count([]), 1)

    def test_the_statement_of_another_company_is_refused(self):
        """S-15: also when it is confirmed, because it names a payment there."""
        tx = self.make_tx(self.make_invoice(100.0))
        self.account.receive(tx)
        data = self.account.close()
        company = self.setup_other_company(name="Other Farm")["company"]
        provider = self.env["payment.provider"].sudo()._sagepay_of_company(company)
        self.assertTrue(provider)
        provider.write({"state": "test", "sagepay_service_key": SERVICE_KEY})
        provider._sagepay_make_journal()
        self.bookkeeper.company_ids |= company
        with self.assertRaises(UserError) as refusal:
            self.upload(data, company=company)
        self.assertIn(tx.reference, str(refusal.exception))
        self.assertFalse(self.lines.search_count([]))

    def test_a_faulty_file_names_its_line_and_nothing_is_booked(self):
        """S-10, S-12: also when it is the last of several."""
        self.account.move("PCD", "10.00", "july")
        good = self.account.close()
        self.account.move("PCD", "10.00", "july")
        bad = self.account.close().replace(b"july\t10.0000", b"july\t10,00")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("1.txt", good)
            archive.writestr("2.txt", bad)
        with self.assertRaises(UserError) as refusal:
            self.upload(buffer.getvalue(), "two.zip")
        self.assertIn("2.txt: Line 2: ", str(refusal.exception))
        self.assertFalse(self.lines.search_count([]))

    def test_what_is_no_statement_is_refused(self):
        """S-14"""
        for data, name in ((b"\x7fELF\0\0\0", "a.txt"), (b"PK\x03\x04", "a.zip")):
            with self.subTest(name=name), self.assertRaises(UserError):
                self.upload(data, name)

    def test_a_day_that_is_not_over_is_refused(self):
        """S-11: the date is named; from half past eight on, a day can be fetched."""
        provider = self.sagepay.sudo()
        provider.sagepay_account_key = SERVICE_KEY
        today = DAY + timedelta(days=1)
        for moment, day, words in (
            (datetime(2026, 3, 3, 6, 29), DAY, "2 Mar 2026"),
            (datetime(2026, 3, 3, 6, 31), today, "3 Mar 2026"),
            (datetime(2026, 3, 3, 6, 31), date(2206, 3, 2), "2 Mar 2206"),
        ):
            with self.subTest(day=day), freeze_time(moment):
                with self.assertRaises(UserError) as refusal:
                    self.upload(Account(first=day).close())
                self.assertIn(words, str(refusal.exception))
                self.assertFalse(self.days.search([]))
        with freeze_time(datetime(2026, 3, 3, 6, 31)):
            self.assertEqual(self.upload(self.account.close()).state, "empty")
            provider.sagepay_account_key = False
            with self.assertRaises(UserError):
                self.upload(Account(first=today + timedelta(days=1)).close())
            self.assertEqual(self.upload(self.account.close()).date, today)

    def test_a_day_years_from_the_others_is_refused(self):
        """The first may be of any day, and weeks between are only missing."""
        self.upload(Account(first=DAY - timedelta(days=2000)).close())
        with self.assertRaises(UserError) as refusal:
            self.upload(self.account.close())
        self.assertIn("2 Mar 2026", str(refusal.exception))
        self.assertIn("9 Sep 2020", str(refusal.exception))
        self.upload(Account(first=DAY - timedelta(days=1960)).close())
        self.assertEqual(len(self.open_exceptions("day_missing")), 39)

    def test_a_gap_of_years_is_not_filled_with_missing_days(self):
        """What is fetched after years of rest goes on from its own day."""
        self.take_in(Account(first=DAY - timedelta(days=2000)).close())
        self.take_in()
        self.take_in(Account(first=DAY + timedelta(days=2)).close())
        self.assertEqual(len(self.days.search([])), 4)
        self.assertEqual(
            self.open_exceptions("day_missing").date, DAY + timedelta(days=1)
        )

    def test_a_file_that_cannot_be_kept_is_not_booked(self):
        """C-10: the bytes are read back before a line of them counts."""
        self.account.move("PCD", "10.00", "july")
        data = self.account.close()
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("ir_attachment.location", "file")
        attachments = self.env.registry["ir.attachment"]
        with (
            patch.object(attachments, "_file_read", lambda *_a, **_k: b""),
            self.assertRaises(UserError),
        ):
            self.upload(data)
        self.assertFalse(self.lines.search_count([]))

    def test_reading_rights_do_not_upload(self):
        """A-01"""
        reader = new_test_user(
            self.env,
            login="settlement-upload-reader",
            groups="account.group_account_readonly",
            company_id=self.sagepay.company_id.id,
            company_ids=[Command.set(self.sagepay.company_id.ids)],
        )
        with self.assertRaises(AccessError):
            self.upload(Account(first=DAY).close(), user=reader)
