"""How documents leave: wizard, e-mail, thread."""

from . import (
    account_move_send,
    account_move_send_link_only,
    account_move_notice,
    mail_mail,
    mail_message,
    mail_thread,
)
