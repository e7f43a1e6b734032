"""The kinds of documents that have a page, a thread and files, by their folder."""

# As in the address: /zone/<visitor>/<folder>/<id>; for the pattern of a route.
FOLDERS = 'invoices,quotes,"credit-notes"'


def named_document(visitor, folder, document_id):
    """Return the document at this place, when this visitor may open it.

    :raises RefusedError: alike for a missing and for somebody else's document
    """
    return {
        "invoices": visitor.invoice,
        "quotes": visitor.quote,
        "credit-notes": visitor.credit_note,
    }[folder](document_id)
