from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

# A payment that was begun and not finished keeps others out for this long.
DRAFT_MINUTES = 15
# Providers whose "pending" means that the customer was told how to pay, and may still
# pay by other means.
ANNOUNCED_ONLY = ("none", "custom")
# Money that has not come so many days after it was said to be on its way is no longer
# counted on. Odoo, too, stops waiting for a provider after four days.
WAITING_DAYS = 4
# More than any document; beyond it figures lose their cents.
LARGEST_AMOUNT = 10**12


def under_way_domain():
    """Return the domain of online payments whose money is counted on.

    Those that were begun lately, whose money is reserved or on its way for no more than
    `WAITING_DAYS`, and that were paid and are not booked yet. A transfer that was only
    announced is not one of them.
    """
    now = fields.Datetime.now()
    recent = now - timedelta(minutes=DRAFT_MINUTES)
    begun = Domain("state", "=", "draft") & Domain("create_date", ">=", recent)
    coming = (
        Domain("state", "=", "pending")
        & Domain("provider_code", "not in", ANNOUNCED_ONLY)
        & Domain("last_state_change", ">=", now - timedelta(days=WAITING_DAYS))
    )
    paid = Domain("state", "=", "done") & Domain("is_post_processed", "=", False)
    return begun | coming | paid | Domain("state", "=", "authorized")


class CustomerZoneDocumentMixin(models.AbstractModel):
    """What is asked of every online payment, whatever document it is for."""

    _inherit = "customer.zone.document.mixin"

    def _zone_number_refusal(self, amount):
        """Return why this cannot be an amount to pay at all, "" when it can.

        :param amount: what the payer asks to pay, from outside
        :return: a sentence for the payer, or ""
        """
        if isinstance(amount, bool) or not isinstance(amount, int | float):
            return self.env._("The amount to pay is not a valid number.")
        # Written so that "not a number" and infinity are refused, too.
        if not 0 < amount <= LARGEST_AMOUNT:
            return self.env._(
                "The amount to pay must be more than zero and not more than is due."
            )
        return ""

    def _zone_begun_lately(self, own_transaction_ids):
        """Return online payments that somebody else began and did not finish yet.

        :param own_transaction_ids: transactions this very visitor began before
        :return: `payment.transaction` records in sudo, of the last minutes
        """
        recent = fields.Datetime.now() - timedelta(minutes=DRAFT_MINUTES)
        # Payers have no rights on transactions.
        return self.sudo().transaction_ids.filtered(
            lambda tx: (
                tx.state == "draft"
                and tx.create_date >= recent
                and tx.id not in own_transaction_ids
            )
        )
