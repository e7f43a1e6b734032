from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.payment.logging import get_payment_logger

from ... import const, intake

_logger = get_payment_logger(__name__, sensitive_keys=const.SENSITIVE_KEYS)

# Minutes until the next try after a failed one; then we give up and say so.
MAIL_RETRY_MINUTES = (5, 30, 120, 720, 1440)
MAIL_BATCH = 20
LAYOUT = "mail.mail_notification_light"


class PaymentTransaction(models.Model):
    """Telling people about a booked receipt: once, later, and never in its way.

    Booking the receipt only writes down that e-mails are due. A scheduled action
    puts them into the mail queue, each receipt in a transaction of its own together
    with the mark that it is done, so that a crash or a repeated transaction can
    neither lose nor repeat one.
    """

    _inherit = "payment.transaction"

    sagepay_mail_due_at = fields.Datetime(
        string="E-mails due", readonly=True, copy=False, index="btree_not_null"
    )
    sagepay_mailed_at = fields.Datetime(
        string="E-mails queued", readonly=True, copy=False
    )
    sagepay_mail_tries = fields.Integer(readonly=True, copy=False)
    sagepay_mail_failure = fields.Char(
        string="E-mail failure", readonly=True, copy=False
    )

    def _create_payment(self, **extra_create_values):
        """Note, with the receipt itself, that people have to be told about it."""
        payment = super()._create_payment(**extra_create_values)
        if self.provider_code == const.PROVIDER_CODE and payment:
            # The payer need not be allowed to read who is told.
            provider_sudo = self.provider_id.sudo()
            if not self.sagepay_mailed_at and provider_sudo._sagepay_wants_mail():
                self.sagepay_mail_due_at = fields.Datetime.now()
                provider_sudo._sagepay_wake("payment_sagepay.cron_send_mails")
        return payment

    @api.model
    def _cron_sagepay_send_mails(self):
        """Queue the e-mails of booked receipts, one receipt per transaction."""
        due = [("sagepay_mail_due_at", "<=", fields.Datetime.now())]
        transactions = self.search(due, order="sagepay_mail_due_at", limit=MAIL_BATCH)
        commit = self.env["ir.cron"]._commit_progress
        # Also ends this transaction: each receipt has its own.
        commit(remaining=self.search_count(due))
        for tx in transactions:
            tx._sagepay_mail_in_turn()
            if not commit(1):
                break

    def _sagepay_mail_in_turn(self):
        """Queue the e-mails of this receipt, or write down why that failed.

        Whatever was half done is undone. That somebody else was quicker to change
        the receipt is no failure: then it is begun again at once.
        """
        self.ensure_one()

        def step(env):
            self.with_env(env)._sagepay_mail_step()

        def later(env):
            self.with_env(env)._sagepay_mail_later(reason)

        try:
            intake.committed(self.env.registry, step)
        except Exception as error:
            name = type(error).__name__
            _logger.warning("Sage Pay e-mails of %s: %s", self.reference, name)
            reason = f"{name}: {error}"[:250]
            intake.committed(self.env.registry, later)

    def _sagepay_mail_step(self):
        """Queue the e-mails of this receipt and note that it is done."""
        locked = self.try_lock_for_update(allow_referencing=True)
        if not locked or not self.sagepay_mail_due_at:
            return
        self._sagepay_queue_mails()
        self.write(
            {
                "sagepay_mail_due_at": False,
                "sagepay_mailed_at": fields.Datetime.now(),
                "sagepay_mail_failure": False,
            }
        )

    def _sagepay_mail_later(self, reason):
        """Try again later, until patience ends; keep the reason for a person."""
        tries = self.sagepay_mail_tries
        again = None
        if tries < len(MAIL_RETRY_MINUTES):
            minutes = MAIL_RETRY_MINUTES[tries]
            again = fields.Datetime.now() + timedelta(minutes=minutes)
        self.write(
            {
                "sagepay_mail_tries": tries + 1,
                "sagepay_mail_due_at": again,
                "sagepay_mail_failure": reason,
            }
        )

    def action_sagepay_mail_again(self):
        """Let e-mails that were given up be tried once more.

        :raise UserError: when they have been queued already
        """
        self.ensure_one()
        self.check_access("write")
        if self.sagepay_mailed_at or not self.payment_id:
            raise UserError(self.env._("There is no e-mail to send again."))
        self.write({"sagepay_mail_due_at": fields.Datetime.now()})
        self.provider_id._sagepay_wake("payment_sagepay.cron_send_mails")

    def _sagepay_queue_mails(self):
        """Put every e-mail about this receipt into the mail queue."""
        provider = self.provider_id
        payment = self.payment_id.with_company(self.company_id).with_context(
            # The queue sends: sending may not happen twice if this is repeated.
            mail_notify_force_send=False
        )
        if provider.sagepay_mail_receipt and self._sagepay_payer().email:
            self._sagepay_mail_receipt(payment)
        addresses = provider._sagepay_business_addresses()
        if addresses:
            self._sagepay_template("mail_template_business").send_mail(
                payment.id,
                email_values={"email_to": ", ".join(addresses)},
                email_layout_xmlid=LAYOUT,
            )
        if provider.sagepay_mail_seller:
            self._sagepay_tell_sellers(payment)
        self.provider_id._sagepay_wake("mail.ir_cron_mail_scheduler_action")

    def _sagepay_payer(self):
        """Return the contact who paid: the receipt goes to nobody else."""
        return self.partner_id

    def _sagepay_template(self, name):
        return self.env.ref(f"payment_sagepay.{name}")

    def _sagepay_mail_receipt(self, payment):
        """Post the receipt on the payment and e-mail it to who paid."""
        template = self._sagepay_template("mail_template_receipt")
        payment.message_post_with_source(
            template,
            email_layout_xmlid=LAYOUT,
            partner_ids=self._sagepay_payer().ids,
            subtype_xmlid="mail.mt_comment",
        )

    def _sagepay_tell_sellers(self, payment):
        """Notify the salespeople of what was paid, in the way each has chosen."""
        for seller, documents in self.invoice_ids.grouped("invoice_user_id").items():
            if seller.share or not seller.active or self._sagepay_was_told(seller):
                continue
            env = self.with_context(lang=seller.lang).env
            payment.with_context(lang=seller.lang).message_notify(
                partner_ids=seller.partner_id.ids,
                subject=env._("Paid online: %s", documents[:1].display_name),
                body=env._(
                    "%(customer)s paid %(amount)s with Sage Pay for %(documents)s. "
                    "Reference: %(reference)s.",
                    customer=payment.partner_id.display_name,
                    amount=payment.currency_id.format(payment.amount),
                    documents=", ".join(documents.mapped("display_name")),
                    reference=self.reference,
                ),
            )

    def _sagepay_was_told(self, seller):
        """Tell whether another message has told ``seller`` of this very payment.

        Around the booking, that is: an earlier one could only announce it.
        """
        since = self.payment_id.create_date - timedelta(hours=1)
        return bool(
            self.env["mail.notification"].search_count(
                [
                    ("res_partner_id", "=", seller.partner_id.id),
                    ("mail_message_id.create_date", ">=", since),
                    ("mail_message_id.body", "ilike", self.reference),
                ],
                limit=1,
            )
        )
