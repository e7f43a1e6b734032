"""The provider: keys, offers, health, mails, booking accounts."""

from . import (
    payment_provider,
    payment_provider_booking,
    payment_provider_check,
    payment_provider_health,
    payment_provider_mail,
    payment_provider_offer,
    payment_provider_removal,
    payment_provider_server,
    payment_provider_statement,
)
