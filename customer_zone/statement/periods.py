"""The periods a statement offers at one press."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

MONTH, LAST_MONTH, QUARTER = "month", "last-month", "quarter"
YEAR, TAX_YEAR, ALL = "year", "tax-year", "all"
# South African Revenue Service: a year of assessment ends on the last day of
# February (https://www.sars.gov.za/tax-rates/income-tax/).
TAX_COUNTRY, TAX_MONTH = "ZA", 2


@dataclass(frozen=True, slots=True)
class Period:
    """A period up to today; ``ends`` is the day its year is over.

    :param date_from: first day, ``None`` for the first entry ever
    """

    key: str
    date_from: date | None
    date_to: date
    ends: date


def quick_periods(company, today: date) -> tuple[Period, ...]:
    """Return the periods on offer, shortest first.

    The year is the one of the company's accounting settings. A South African company
    whose year ends otherwise offers the tax year to the end of February as well.

    :param company: ``res.company``, readable
    """
    first = today.replace(day=1)
    year = company.compute_fiscalyear_dates(today)
    periods = [
        Period(MONTH, first, today, today),
        last_month(today),
        Period(QUARTER, first - relativedelta(months=2), today, today),
        Period(_year_key(year["date_to"]), year["date_from"], today, year["date_to"]),
    ]
    is_tax_country = company.account_fiscal_country_id.code == TAX_COUNTRY
    if is_tax_country and year["date_to"].month != TAX_MONTH:
        ends = tax_year_end(today)
        begins = date(ends.year - 1, TAX_MONTH + 1, 1)
        periods.append(Period(TAX_YEAR, begins, today, ends))
    return (*periods, Period(ALL, None, today, today))


def last_month(today: date) -> Period:
    """Return the whole month before the one of ``today``."""
    first = today.replace(day=1)
    return Period(LAST_MONTH, first - relativedelta(months=1), _before(first), today)


def tax_year_end(day: date) -> date:
    """Return the last day of the February in which the tax year of ``day`` ends."""
    year = day.year + (day.month > TAX_MONTH)
    return _before(date(year, TAX_MONTH + 1, 1))


def _year_key(ends: date) -> str:
    return TAX_YEAR if ends.month == TAX_MONTH else YEAR


def _before(day: date) -> date:
    return day - relativedelta(days=1)
