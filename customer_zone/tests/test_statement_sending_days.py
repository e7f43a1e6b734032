from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..statement.sending_days import SendingDays

DAYS = [date(2024, 1, 1) + timedelta(days=number) for number in range(900)]
SCHEDULES = [
    *(SendingDays("month", day=day) for day in (1, 15, 28, 29, 30, 31)),
    *(SendingDays("week", weekday=weekday) for weekday in range(7)),
]


@tagged("post_install", "-at_install")
class TestStatementSendingDays(BaseCase):
    def test_on_the_first_the_month_that_ended_is_sent(self):
        first = SendingDays("month", day=1)
        self.assertEqual(first.latest(date(2026, 12, 1)), date(2026, 12, 1))
        self.assertEqual(first.latest(date(2026, 11, 30)), date(2026, 11, 1))
        self.assertEqual(
            first.period(date(2026, 12, 1)), (date(2026, 11, 1), date(2026, 11, 30))
        )

    def test_short_months_are_sent_on_their_last_day(self):
        last = SendingDays("month", day=31)
        self.assertEqual(last.latest(date(2027, 3, 1)), date(2027, 2, 28))
        self.assertEqual(last.following(date(2027, 1, 31)), date(2027, 2, 28))
        self.assertEqual(last.latest(date(2028, 2, 29)), date(2028, 2, 29))

    def test_weeks_begin_on_the_day_chosen(self):
        friday = SendingDays("week", weekday=4)
        self.assertEqual(friday.latest(date(2026, 11, 26)), date(2026, 11, 20))
        self.assertEqual(friday.following(date(2026, 11, 26)), date(2026, 11, 27))
        self.assertEqual(
            friday.period(date(2026, 11, 27)),
            (date(2026, 11, 20), date(2026, 11, 26)),
        )

    def test_periods_neither_overlap_nor_leave_a_gap(self):
        for days in SCHEDULES:
            with self.subTest(days=days):
                for today in DAYS:
                    sending = days.latest(today)
                    self.assertLessEqual(sending, today)
                    after = days.following(today)
                    self.assertGreater(after, today)
                    self.assertEqual(days.latest(after), after)
                    first, last = days.period(after)
                    self.assertEqual(first, sending)
                    self.assertEqual(last + timedelta(days=1), after)
