"""Tables as CSV and XLSX files: typed numbers and dates, and never a formula."""

import csv
import io
from datetime import date

import xlsxwriter

from odoo.http import content_disposition, request

# Where a spreadsheet would begin to calculate.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def neutral(value):
    """Return text that no spreadsheet takes for a formula; other values as they are."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def csv_file(headings, rows):
    """Return the bytes of a CSV file.

    :param headings: texts
    :param rows: iterable of rows of text, ``Decimal``, whole number, date or ``None``
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(neutral, headings))
    for row in rows:
        # Dates are written as 2026-11-14, numbers with a point.
        writer.writerow(["" if cell is None else neutral(cell) for cell in row])
    # The mark tells spreadsheets that this is UTF-8.
    return out.getvalue().encode("utf-8-sig")


def xlsx_file(headings, rows, title):
    """Return the bytes of an Excel file with one sheet.

    Rows go to a temporary file as they come; only the finished, compressed file is
    held in memory.

    :param headings: texts
    :param rows: as for ``csv_file``; numbers and dates become real ones
    :param str title: name of the sheet
    """
    out = io.BytesIO()
    # `in_memory` would keep every cell until the end: it undoes `constant_memory`.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        number = book.add_format({"num_format": "#,##0.00"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings) - 1, 16)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, neutral(heading), bold)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write_cell(sheet, line, column, cell, day, number)
    return out.getvalue()


def table_answer(ending, headings, rows, name):
    """Answer a table as a file to keep.

    :param str ending: ``csv`` or ``xlsx``
    :param headings: texts
    :param rows: as for ``csv_file``
    :param str name: of the file without its ending, and of the sheet
    """
    if ending == "csv":
        return file_answer(csv_file(headings, rows), CSV_TYPE, f"{name}.csv")
    content = xlsx_file(headings, rows, name)
    return file_answer(content, XLSX_TYPE, f"{name}.xlsx")


def file_answer(content, media_type, filename):
    """Answer a file to keep."""
    headers = [
        ("Content-Type", media_type),
        ("Content-Length", len(content)),
        ("Content-Disposition", content_disposition(filename)),
    ]
    return request.make_response(content, headers)


def _write_cell(sheet, line, column, cell, day, number):
    if cell is None or cell == "":
        return
    if isinstance(cell, date):
        sheet.write_datetime(line, column, cell, day)
    elif isinstance(cell, str):
        sheet.write_string(line, column, neutral(cell))
    else:
        sheet.write_number(line, column, cell, number)
