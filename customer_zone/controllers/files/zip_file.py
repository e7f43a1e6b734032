"""Several documents' PDFs in one zip: what is stored first, few made on the way."""

import tempfile
import zipfile

from odoo.http import content_disposition, request

MOST_DOCUMENTS = 50
# Making one takes seconds; the rest is named in the file and one click away.
MOST_MADE = 5
# Of those left out so many are named; that there are more is said.
MOST_NAMED = 1000
IN_MEMORY = 5 * 1024 * 1024
CHUNK = 64 * 1024


def choose(documents, most=MOST_DOCUMENTS):
    """Return ``(documents that go in, documents left out)``, stored PDFs first.

    :param documents: invoices and credit notes
    :param int most: so many go in
    """
    stored = documents.filtered("invoice_pdf_report_id")
    made = (documents - stored)[:MOST_MADE]
    inside = (stored + made)[:most]
    return inside, documents - inside


def write_zip(inside, left_out, extra=lambda names: ()):
    """Return an open temporary file with the zip, at its start.

    Whoever calls has a place at the PDF engine when one has to be made.

    :param inside: invoices and credit notes whose PDF goes in
    :param left_out: those a note in the zip names
    :param extra: returns ``(name, bytes)`` of further files; it is given the names of
        the PDFs in the zip, by id of the document
    """
    # The answer reads and closes it; beyond a few megabytes it is on disk.
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    names = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in inside:
            document = one._get_invoice_legal_documents("pdf", allow_fallback=True)
            names[one.id] = _unused(document["filename"], names.values())
            archive.writestr(names[one.id], document["content"])
            # Read and forgotten one by one: the memory stays the same.
            one.invoice_pdf_report_id.invalidate_recordset(["raw"])
        for name, content in extra(names):
            archive.writestr(name, content)
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
        env._("These documents are not in this file. Please download them one by one:"),
        *left_out[:MOST_NAMED].mapped("name"),
    ]
    if len(left_out) > MOST_NAMED:
        lines.append(env._("There are more. Choose dates to take them in parts."))
    return f"{env._('Not in this file')}.txt", "\r\n".join(lines)


def _unused(name, names):
    """Return the file name, with a number when another document has it.

    :param names: those in use
    """
    name = name.replace("/", "_").replace("\\", "_")
    stem, dot, ending = name.rpartition(".")
    candidate, number = name, 1
    while candidate in names:
        number += 1
        candidate = f"{stem} ({number}){dot}{ending}"
    return candidate
