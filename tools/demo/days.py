"""Dates of the demo: written as on one fixed day, moved to the day of the build."""

from datetime import date, timedelta

#: The day on which the written dates are true: every sum and every "days overdue"
#: of the demo ledger is the same on any other day, because all dates move together.
AS_ON = date(2026, 11, 16)


class Calendar:
    """Moves a date written as on ``AS_ON`` to where it stands seen from ``today``."""

    def __init__(self, today: date):
        self.today = today
        self._shift = today - AS_ON

    def day(self, written: str) -> date:
        """Return the demo day for an ISO date written as on ``AS_ON``."""
        return date.fromisoformat(written) + self._shift

    def days_ago(self, days: int) -> date:
        """Return the day that lies ``days`` days before today."""
        return self.today - timedelta(days=days)

    def number(self, prefix: str, written: str, serial: int) -> str:
        """Return a number such as ``INV/2026/00188``, in the demo day's year."""
        return f"{prefix}/{self.day(written).year}/{serial:05d}"


def backdate(records, moment, *columns):
    """Let records look as old as ``moment`` (UTC); only the demo may do so."""
    if not records:
        return
    records.env.flush_all()
    changes = ", ".join(f"{column} = %(moment)s" for column in columns)
    records.env.cr.execute(
        f"UPDATE {records._table} SET {changes} WHERE id IN %(ids)s",
        {"moment": moment, "ids": tuple(records.ids)},
    )
    records.invalidate_recordset()
