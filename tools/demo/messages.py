"""What customer and seller wrote about the invoice with the returned chair."""

from datetime import datetime, time

MESSAGES = (
    (
        "2026-10-01",
        time(7, 12),
        "One of the chairs came with a faulty gas lift. Can you collect it?",
        True,
    ),
    (
        "2026-10-06",
        time(13, 40),
        "Collected today. A credit note has been taken off this invoice.",
        False,
    ),
)


def load_messages(env, calendar, contact, invoice):
    """Put the messages on the invoice as they were written; nothing is e-mailed."""
    seller = env.user.partner_id
    for written, moment, text, by_customer in MESSAGES:
        author = contact if by_customer else seller
        env["mail.message"].create(
            {
                "model": invoice._name,
                "res_id": invoice.id,
                "message_type": "comment",
                "subtype_id": env.ref("mail.mt_comment").id,
                "author_id": author.id,
                "email_from": author.email_formatted,
                "body": text,
                "date": datetime.combine(calendar.day(written), moment),
            }
        )
