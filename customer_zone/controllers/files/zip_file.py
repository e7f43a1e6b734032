"""Several invoice PDFs in one zip: what is stored first, few made on the way."""

import tempfile
import zipfile

from odoo.http import content_disposition, request

MOST_DOCUMENTS = 50
# Making one takes seconds; the rest is named in the file and one click away.
MOST_MADE = 5
IN_MEMORY = 5 * 1024 * 1024
CHUNK = 64 * 1024


def choose(invoices):
    """Return ``(invoices that go in, invoices left out)``, stored PDFs first."""
    stored = invoices.filtered("invoice_pdf_report_id")
    made = (invoices - stored)[:MOST_MADE]
    inside = (stored + made)[:MOST_DOCUMENTS]
    return inside, invoices - inside


def write_zip(inside, left_out):
    """Return an open temporary file with the zip, at its start.

    :param inside: invoices whose PDF goes in
    :param left_out: invoices a note in the zip names
    """
    # The answer reads and closes it; beyond a few megabytes it is on disk.
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    names = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for invoice in inside:
            document = invoice._get_invoice_legal_documents("pdf", allow_fallback=True)
            archive.writestr(_unused(document["filename"], names), document["content"])
        if left_out:
            archive.writestr(*_note(left_out))
    target.seek(0)
    return target


def zip_answer(target, filename):
    """Answer the file piece by piece."""

    def pieces():
        with target:
            while piece := target.read(CHUNK):
                yield piece

    headers = [
        ("Content-Type", "application/zip"),
        ("Content-Disposition", content_disposition(filename)),
    ]
    return request.make_response(pieces(), headers)


def _note(left_out):
    env = left_out.env
    lines = [
        env._("These invoices are not in this file. Please download them one by one:"),
        *left_out.mapped("name"),
    ]
    return f"{env._('Not in this file')}.txt", "\r\n".join(lines)


def _unused(name, names):
    """Return the file name, with a number when another document has it."""
    name = name.replace("/", "_").replace("\\", "_")
    stem, dot, ending = name.rpartition(".")
    candidate, number = name, 1
    while candidate in names:
        number += 1
        candidate = f"{stem} ({number}){dot}{ending}"
    names.add(candidate)
    return candidate
