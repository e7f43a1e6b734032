import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, consteq, hmac

CODE_SCOPE = "customer_zone.code"
DIGITS = 6
LIFE_MINUTES = 10
MAX_TRIES = 5
SENT_PER_HOUR = 5
SENT_PER_DAY = 10
HOUR, DAY = 60 * 60, 24 * 60 * 60


class CustomerZoneCode(models.Model):
    _name = "customer.zone.code"
    _description = "Customer Zone Code"
    _rec_name = "link_id"

    link_id = fields.Many2one(
        "customer.zone.link", required=True, readonly=True, ondelete="cascade"
    )
    generation = fields.Integer(required=True, readonly=True)
    digest = fields.Char(required=True, readonly=True)
    expires_at = fields.Datetime(required=True, readonly=True, help="In UTC.")
    tries = fields.Integer(required=True, readonly=True)

    _one_per_link = models.UniqueIndex("(link_id)", "A link has one code at a time.")

    @api.model
    def _send(self, link):
        """E-mail a new code to the address on file; the one sent before is void.

        :param link: `customer.zone.link` record (in sudo) of the visitor
        :return: whether a code may be on its way: False after too many of them
        """
        throttle = self.env["customer.zone.throttle"].sudo()
        key = f"code-sent-{link.id}"
        if not throttle._take(f"{key}-hour", SENT_PER_HOUR, HOUR):
            return False
        if not throttle._take(f"{key}-day", SENT_PER_DAY, DAY):
            return False
        code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
        # Visitors have no rights on codes; they only get one by e-mail.
        self.sudo()._keep(link, code)
        link._zone_mail("customer_zone.mail_template_code", zone_code=code)
        return True

    def _keep(self, link, code):
        """Store what is needed to recognise the code, never the code itself."""
        self.search([("link_id", "=", link.id)]).unlink()
        self.create(
            {
                "link_id": link.id,
                "generation": link.generation,
                "digest": self._digest(link, code),
                "expires_at": fields.Datetime.now() + timedelta(minutes=LIFE_MINUTES),
                "tries": 0,
            }
        )

    @api.model
    def _confirm(self, link, code):
        """Return whether this is the link's code; a right one works once only.

        Each try is counted before it is looked at, in one statement, so that tries at
        the same moment cannot exceed the limit.

        :param link: `customer.zone.link` record (in sudo) of the visitor
        :param str code: what the visitor typed, from outside
        :rtype: bool
        """
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE customer_zone_code
                   SET tries = tries + 1
                 WHERE link_id = %(link)s AND generation = %(generation)s
                   AND tries < %(limit)s AND expires_at > %(now)s
             RETURNING id, digest
                """,
                link=link.id,
                generation=link.generation,
                limit=MAX_TRIES,
                now=fields.Datetime.now(),
            )
        )
        typed = "".join(code.split())
        for code_id, digest in rows:
            if consteq(digest, self._digest(link, typed)):
                # Visitors have no rights on codes; the right one is used up.
                self.sudo().browse(code_id).unlink()
                return True
        return False

    def _digest(self, link, code):
        # Signing reads the database secret, which is closed to everybody.
        message = (link.id, link.generation, code)
        return hmac(self.sudo().env, CODE_SCOPE, message)

    @api.autovacuum
    def _gc_codes(self):
        """Remove codes that ran out."""
        self.sudo().search([("expires_at", "<", fields.Datetime.now())]).unlink()
