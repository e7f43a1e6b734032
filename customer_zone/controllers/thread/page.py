"""The messages of a document as value objects: what its customer may read."""

from dataclasses import dataclass

from odoo.fields import Domain
from odoo.tools import html2plaintext, parse_contact_from_email

MOST_SHOWN = 30
# What people write to each other; system notes and internal notes are not shown.
READABLE = ("comment", "email", "email_outgoing")
# What is read of messages, in one go with finding them.
MESSAGE_FIELDS = (
    "attachment_ids",
    "author_id",
    "body",
    "date",
    "email_from",
    "email_layout_xmlid",
)
# The e-mail that carried the document itself: its reader has the words of it here.
SENDING_LAYOUT = "mail.mail_notification_layout_with_responsible_signature"


@dataclass(frozen=True)
class File:
    """One file the customer may download."""

    name: str
    size: str
    url: str


@dataclass(frozen=True)
class Message:
    """One message, as plain text."""

    author: str
    when: str
    text: str
    files: tuple


@dataclass(frozen=True)
class Thread:
    """The messages of a document, oldest first, and where to write one.

    :param files: further files that belong to the document
    :param url: where a new message is sent to; ``""`` for staff, who only look
    """

    messages: list
    files: tuple
    url: str


def read_thread(visitor, document, formats):
    """Return what the customer may read about one document."""
    folder = f"{visitor.base}/{document._zone_folder()}/{document.id}"
    written, sent = _customer_messages(document)
    loose = document._zone_customer_files() | _sent_files(document, sent)
    return Thread(
        messages=[
            Message(
                author=_author(visitor, message),
                when=formats.moment(message.date),
                text=_text(message),
                files=_files(_attachments(document, message), folder),
            )
            for message in written.sorted("id")
        ],
        files=_files(loose, folder),
        url="" if visitor.is_staff else f"{folder}/message",
    )


def customer_attachments(document):
    """Return every file of a document its customer may download."""
    written, sent = _customer_messages(document)
    files = document._zone_customer_files() | _sent_files(document, sent)
    for message in written:
        files |= _attachments(document, message)
    return files


def _customer_messages(document):
    """Return the newest messages of a document that are meant for its customer.

    The same messages a signed-in customer reads on core's page: never internal ones.

    :return: ``(what people wrote, the e-mails that carried the document)``
    """
    messages = document.env["mail.message"]
    domain = (
        Domain("model", "=", document._name)
        & Domain("res_id", "=", document.id)
        & Domain("message_type", "in", READABLE)
        & messages._get_search_domain_share()
    )
    found = messages.search_fetch(
        domain, MESSAGE_FIELDS, order="id desc", limit=MOST_SHOWN
    )
    sent = found.filtered(lambda one: one.email_layout_xmlid == SENDING_LAYOUT)
    written = (found - sent).filtered(lambda one: one.attachment_ids or _text(one))
    return written, sent


def _sent_files(document, sent):
    """Return the files that were e-mailed with the document, the newest of each name.

    Its own PDF is not among them: that one is offered at the top of the page.

    :param sent: the e-mails that carried the document, the newest first
    """
    newest = {}
    for message in sent:
        for file in _attachments(document, message):
            newest.setdefault(file.name, file)
    return document.env["ir.attachment"].union(*newest.values())


def _attachments(document, message):
    """Return the files that came with a message and belong to nothing else."""
    homes = (document._name, document.id), ("mail.message", message.id)
    return message.attachment_ids.filtered(
        lambda file: (
            file.type == "binary"
            and not file.res_field
            # Pictures sent with an invoice hang on the message alone.
            and (not file.res_model or (file.res_model, file.res_id) in homes)
        )
    )


def _files(attachments, folder):
    return tuple(
        File(file.name, _size(file.file_size), f"{folder}/files/{file.id}")
        for file in attachments
    )


def _size(count):
    """Return a file size such as ``84 kB``."""
    if count < 1000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1000_000:.1f} MB"


def _author(visitor, message):
    """Return who wrote it; our own people with the name of the company."""
    author = message.author_id
    if not author:
        name, address = parse_contact_from_email(message.email_from or "")
        return name or address or visitor.env._("Unknown")
    if author.partner_share:
        return author.name or author.email or ""
    return f"{author.name}, {visitor.company.name}"


def _text(message):
    return html2plaintext(message.body or "", include_references=False).strip()
