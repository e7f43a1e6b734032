import hashlib
import json

from odoo import fields, models
from odoo.tools import SQL, float_repr, plaintext2html


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _zone_awaits_answer(self):
        """Return whether the customer can still accept or decline this quote."""
        self.ensure_one()
        return self.state == "sent" and not self.is_expired

    def _zone_version(self):
        """Return a short text that changes when anything the customer agrees to does.

        Sent back with the answer, it proves that this very offer was on the page.
        """
        self.ensure_one()
        digits = self.currency_id.decimal_places
        content = [
            self.currency_id.name,
            float_repr(self.amount_total, precision_digits=digits),
            str(self.validity_date or ""),
            str(self.note or ""),
            [
                [line.id, line.name, line.product_uom_qty, line.price_subtotal]
                for line in self.order_line
            ],
        ]
        text = json.dumps(content, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def _zone_lock_for_answer(self):
        """Let one answer through at a time: the next one sees what this one did.

        A row changed meanwhile makes the whole request start again by itself.
        """
        self.flush_recordset()
        self.env.cr.execute(
            SQL("SELECT id FROM sale_order WHERE id = %s FOR UPDATE", self.id)
        )
        self.invalidate_recordset(["state", "signature"])

    def _zone_answer_refusal(self, version):
        """Return why this quote cannot be answered now, "" when it can.

        :param str version: what `_zone_version` was when the customer read the quote
        """
        if self.state == "sale":
            return self.env._("This quote has been accepted.")
        if self.state != "sent":
            return self.env._("This quote is no longer open.")
        if self.is_expired:
            return self.env._("This quote has expired. Ask for it again.")
        if version != self._zone_version():
            return self.env._(
                "The quote has changed since you opened it. Please look at it again."
            )
        return ""

    def _zone_sign(self, signer, name, signature, version):
        """Accept the quote with a signature; confirm it unless it must be paid, too.

        :param signer: `res.partner` record of the visitor who signs
        :param str name: the name as the visitor wrote it
        :param signature: picture of the signature, base64 of a PNG
        :param str version: see `_zone_answer_refusal`
        :return: why it was not taken, a sentence for the customer; "" when it was
        :rtype: str
        """
        self._zone_lock_for_answer()
        refusal = self._zone_answer_refusal(version)
        if not refusal and not self._has_to_be_signed():
            refusal = self.env._("This quote does not ask for a signature.")
        if refusal:
            return refusal
        self.write(
            {
                "signed_by": name,
                "signed_on": fields.Datetime.now(),
                "signature": signature,
            }
        )
        # What is printed next must show the signature.
        self.env.flush_all()
        if not self._has_to_be_paid():
            self._validate_order()
        report = self.env["ir.actions.report"]
        pdf, _type = report._render_qweb_pdf("sale.action_report_saleorder", self.ids)
        self._zone_post_message(
            signer,
            self.env._("Order signed by %s", name),
            attachments=[(f"{self.name}.pdf", pdf)],
        )
        return ""

    def _zone_decline(self, partner, reason, version):
        """Decline the quote for a reason, whatever it asked for.

        :param partner: `res.partner` record of the visitor who declines
        :param str reason: plain text, not empty
        :param str version: see `_zone_answer_refusal`
        :return: why it was not taken, a sentence for the customer; "" when it was
        :rtype: str
        """
        self._zone_lock_for_answer()
        refusal = self._zone_answer_refusal(version)
        if not refusal and self._zone_payments_under_way():
            refusal = self.env._(
                "A payment for this quote was made. Please write us a message."
            )
        if refusal:
            return refusal
        self._action_cancel()
        self.write(
            {
                "customer_zone_declined_on": fields.Datetime.now(),
                "customer_zone_decline_reason": reason,
            }
        )
        self._zone_post_message(partner, plaintext2html(reason))
        return ""
