from odoo import models

QUERY_TYPE = "customer_zone.mail_activity_type_query"
EFT_TYPE = "customer_zone.mail_activity_type_eft"


class AccountMove(models.Model):
    """What customers tell about an invoice. It is news for a person, never money."""

    _inherit = "account.move"

    def _zone_tell_seller(self, author, text, type_xmlid):
        """Post what a visitor tells in the thread and ask somebody to see to it.

        Nothing is booked, matched or marked: the person who is asked decides.

        :param author: `res.partner` record of the visitor
        :param text: safe HTML
        :param str type_xmlid: `QUERY_TYPE` or `EFT_TYPE`
        """
        self.ensure_one()
        self._zone_post_message(author, text)
        self.activity_schedule(
            type_xmlid, note=text, user_id=self._zone_bookkeeper().id
        )

    def _zone_in_query(self):
        """Return those of these invoices whose customer waits for an answer.

        A query is over when its activity is done. One query for any number.
        """
        return self._zone_told(QUERY_TYPE)

    def _zone_told(self, *type_xmlids):
        """Return those of these invoices with something told that nobody saw to yet.

        It is seen to when its activity is done. One query for any number.

        :param str type_xmlids: what counts, of `QUERY_TYPE` and `EFT_TYPE`
        """
        data = self.env["ir.model.data"]
        found = (data._xmlid_to_res_id(one, False) for one in type_xmlids)
        type_ids = [type_id for type_id in found if type_id]
        if not (self.ids and type_ids):
            return self.browse()
        # Customers do not read activities; this is about what they told themselves.
        activities_sudo = self.env["mail.activity"].sudo()
        activities_sudo = activities_sudo.search_fetch(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "in", type_ids),
            ],
            ["res_id"],
        )
        return self.browse(set(activities_sudo.mapped("res_id")))

    def _zone_bookkeeper(self):
        """Return the user to ask about money: who issued these, else an accountant.

        :rtype: res.users
        """
        seller = self.invoice_user_id[:1]
        if seller and seller.has_group("account.group_account_invoice"):
            return seller
        return self.company_id._zone_accountant()
