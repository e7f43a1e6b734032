import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import hash_sign, verify_hash_signed

_logger = logging.getLogger(__name__)

CONFIRMATION_SCOPE = "customer_zone.confirmation"
# Longer than a company can set; the moment of confirming decides.
CONFIRMATION_HOURS = 366 * 24
CONFIRMATION_MAX_LENGTH = 300
FRESH_PER_LINK = 3
FRESH_IN_TOTAL = 300
HOUR = 60 * 60


class CustomerZoneLink(models.Model):
    _inherit = "customer.zone.link"

    expired_generation = fields.Integer(
        readonly=True,
        help="The generation that ran out last. Its holders are told so, and may ask "
        "for a fresh link to be e-mailed to the recipient.",
    )

    def _sign_confirmation(self):
        """Return the proof, for one browser, that the link's code was typed there."""
        self.ensure_one()
        confirmed_at = int(fields.Datetime.now().timestamp())
        # Signing reads the database secret, which is closed to everybody.
        return hash_sign(
            self.sudo().env,
            CONFIRMATION_SCOPE,
            [self.id, self.generation, confirmed_at],
            expiration_hours=CONFIRMATION_HOURS,
        )

    def _is_confirmation(self, proof):
        """Return whether this is a proof for this link that is not too old.

        :param proof: what the browser sent, from outside; may be None
        :rtype: bool
        """
        if not proof or len(proof) > CONFIRMATION_MAX_LENGTH:
            return False
        try:
            # Signing reads the database secret, which is closed to everybody.
            payload = verify_hash_signed(self.sudo().env, CONFIRMATION_SCOPE, proof)
        except ValueError:
            return False
        if not payload or payload[:2] != [self.id, self.generation]:
            return False
        days = self.company_id.customer_zone_code_days
        oldest = fields.Datetime.now() - timedelta(days=days)
        return payload[2] > oldest.timestamp()

    def _send_fresh(self, generation, document_key):
        """E-mail the recipient a working link instead of one that ran out.

        Nothing happens for a link that still works or was withdrawn, nor too often.
        What ran out stays dead: the fresh link is of a new generation, so asking is
        of no use to anybody who cannot read the recipient's mail.

        :param int generation: generation of the link the visitor holds
        :param str document_key: document to open, e.g. `invoice-12`, or ""
        :return: whether a link is on its way; the visitor is not told
        """
        if not self or not self._is_expired(generation):
            return False
        throttle = self.env["customer.zone.throttle"].sudo()
        if not throttle._take(f"fresh-{self.id}", FRESH_PER_LINK, HOUR):
            return False
        if not throttle._take("fresh-in-total", FRESH_IN_TOTAL, HOUR):
            _logger.warning("Customer Zone: too many fresh links asked for this hour")
            return False
        # Visitors have no rights on links; the recipient alone gets this one.
        link_sudo = self.sudo()
        if link_sudo.expires_at <= fields.Datetime.now():
            link_sudo._renew()
        return link_sudo._zone_mail(
            "customer_zone.mail_template_fresh_link",
            zone_url=link_sudo._zone_url_of(document_key),
        )

    def _renew(self):
        """Let an expired link work again, under a new generation."""
        days = self.company_id.customer_zone_link_days
        self.write(
            {
                "expires_at": fields.Datetime.now() + timedelta(days=days),
                "expired_generation": self.generation,
                "generation": self.generation + 1,
            }
        )

    def _zone_mail(self, template_xmlid, **values):
        """Queue an e-mail with the words of one of our templates; see there.

        :param str template_xmlid: `mail.template` of this model
        :param values: what the template reads from `ctx`
        :return: whether a mail was queued
        """
        template = self.env.ref(template_xmlid, raise_if_not_found=False)
        return self._zone_mail_with(template, **values)

    def _zone_mail_with(self, template_sudo, **values):
        """Queue an e-mail to the address on file of the link's recipient.

        A mail of its own on no document: no thread, no follower and no log holds what
        it says, and it is deleted once it was sent.

        :param template_sudo: `mail.template` of this model, for the words; or None
        :param values: what the template reads from `ctx`
        :return: whether a mail was queued
        """
        self.ensure_one()
        recipient = self.recipient_id
        if not template_sudo or not recipient.email_normalized:
            _logger.warning("Customer Zone: no e-mail sent for link %s", self.id)
            return False
        # Visitors have no account; they set off a mail whose words are the seller's.
        template_sudo = template_sudo.sudo().with_context(**values)
        rendered = template_sudo._generate_template(
            self.ids, ("subject", "body_html", "email_from", "reply_to")
        )[self.id]
        mails_sudo = self.env["mail.mail"].sudo()
        mails_sudo.create(
            {
                "subject": rendered["subject"],
                "body_html": rendered["body_html"],
                "email_from": rendered["email_from"],
                "reply_to": rendered["reply_to"],
                "email_to": recipient.email_formatted,
                "author_id": self.company_id.partner_id.id,
                "auto_delete": True,
            }
        )
        self._zone_hurry_mail()
        return True

    @api.model
    def _zone_hurry_mail(self):
        """Ask the mail queue to run as soon as this request is done."""
        queue_sudo = self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()
        queue_sudo._trigger()
