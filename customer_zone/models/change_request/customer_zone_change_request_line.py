from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

ADDRESS = ("street", "street2", "city", "zip", "country_id", "state_id")
# Everything a customer can ask for. Never the e-mail address of a known contact or
# the company a contact belongs to; numbers only until a document carries them.
ASKABLE = {
    "contact": ("name", "phone"),
    "language": ("lang",),
    "company": ("vat", "company_registry"),
    "billing": ADDRESS,
    "delivery": ADDRESS,
    "person": ("name", "email", "phone"),
}
# What a request can create: the type of the new contact, by section.
NEW_TYPES = {"delivery": "delivery", "person": "contact"}


class CustomerZoneChangeRequestLine(models.Model):
    _name = "customer.zone.change.request.line"
    _description = "Customer Zone Change Request Line"
    _order = "id"
    _rec_name = "field_name"

    request_id = fields.Many2one(
        "customer.zone.change.request",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        readonly=True,
        ondelete="cascade",
        help="The contact to change. Empty: the customer asks for a new one.",
    )
    section = fields.Selection(
        [
            ("contact", "Contact"),
            ("language", "Contact"),
            ("company", "Company"),
            ("billing", "Invoice address"),
            ("delivery", "Delivery address"),
            ("person", "New person"),
        ],
        required=True,
        readonly=True,
    )
    field_name = fields.Selection(
        [
            ("name", "Name"),
            ("email", "E-mail"),
            ("phone", "Phone"),
            ("lang", "Language"),
            ("vat", "Tax number"),
            ("company_registry", "Registration number"),
            ("street", "Street"),
            ("street2", "Address line 2"),
            ("city", "City"),
            ("zip", "Postal code"),
            ("country_id", "Country"),
            ("state_id", "Province or state"),
        ],
        string="Field",
        required=True,
        readonly=True,
    )
    # As text; a record as its id.
    accepted = fields.Boolean(
        readonly=True, help="Whether the change was made, once the request is answered."
    )
    old_value = fields.Char(readonly=True)
    new_value = fields.Char(readonly=True)
    old_text = fields.Char(string="Now", compute="_compute_texts")
    new_text = fields.Char(string="Asked For", compute="_compute_texts")

    @api.constrains("section", "field_name", "partner_id")
    def _check_askable(self):
        """Let nothing into a request that customers cannot ask for."""
        for line in self:
            is_new = not line.partner_id
            if line.field_name not in ASKABLE[line.section] or (
                is_new != (line.section == "person") and line.section != "delivery"
            ):
                raise ValidationError(self.env._("This cannot be asked for."))

    @api.depends("field_name", "old_value", "new_value")
    @api.depends_context("lang")
    def _compute_texts(self):
        """Show records by their names, in the language of the reader."""
        for line in self:
            line.old_text = line._zone_show(line.old_value)
            line.new_text = line._zone_show(line.new_value)

    def _zone_show(self, value):
        if not value:
            return ""
        field = self.env["res.partner"]._fields[self.field_name]
        if field.type == "many2one":
            return self.env[field.comodel_name].browse(int(value)).exists().name or ""
        if self.field_name == "lang":
            return dict(self.env["res.lang"].get_installed()).get(value, value)
        return value

    @api.model
    def _zone_text_of(self, partner, name):
        """Return a contact's value as requests keep it: text, a record as its id.

        :param partner: `res.partner` record, may be empty
        :param str name: one of the values of `field_name`
        """
        value = partner[name]
        if partner._fields[name].type == "many2one":
            return str(value.id) if value else ""
        return " ".join((value or "").split())

    def _zone_apply(self):
        """Write exactly what these lines show, with the rights of the user.

        :raise UserError: when a contact is not as the lines show it any more
        """
        self._zone_check_whole()
        parts = self.grouped(lambda line: (line.section, line.partner_id))
        for (section, partner), lines in parts.items():
            values = {line.field_name: line._zone_value() for line in lines}
            if partner:
                lines._zone_check_current()
                partner.write(values)
                continue
            request = lines.request_id
            customer = request.customer_id
            partners = self.env["res.partner"].with_company(request.company_id)
            partners.create(
                {
                    **values,
                    "parent_id": customer.id,
                    "company_id": customer.company_id.id,
                    "type": NEW_TYPES[section],
                    "customer_zone_gets_copies": section == "person",
                }
            )

    def _zone_value(self):
        """Return what is asked for as a contact stores it."""
        if self.env["res.partner"]._fields[self.field_name].type == "many2one":
            return int(self.new_value) if self.new_value else False
        return self.new_value or False

    def _zone_check_whole(self):
        """Let no new contact be made of a part of what was asked for."""
        for section in NEW_TYPES:
            asked = self.request_id.line_ids.filtered(
                lambda line, key=section: line.section == key and not line.partner_id
            )
            if asked & self and asked - self:
                raise UserError(
                    self.env._(
                        "A new contact is made as it was asked for: accept all of "
                        '"%(section)s" or nothing.',
                        section=dict(
                            self._fields["section"]._description_selection(self.env)
                        )[section],
                    )
                )

    def _zone_check_current(self):
        """Let nobody approve a change of something that is different by now."""
        for line in self:
            partner, name = line.partner_id, line.field_name
            customer = line.request_id.customer_id
            is_other = partner.commercial_partner_id != customer
            if is_other or self._zone_text_of(partner, name) != (line.old_value or ""):
                raise UserError(
                    self.env._(
                        "%(contact)s has changed since the customer asked. Refuse the "
                        "request, and change the contact by hand if it is right.",
                        contact=partner.display_name,
                    )
                )
            if line.section == "company" and not partner.can_edit_vat():
                raise UserError(
                    self.env._(
                        "Documents of %(contact)s carry these numbers by now; they "
                        "cannot be changed here any more.",
                        contact=partner.display_name,
                    )
                )
            # The name of an account is what its owner is known by when signed in.
            if name == "name" and partner.sudo().user_ids:
                raise UserError(
                    self.env._(
                        "%(contact)s signs in; change the name of the user instead.",
                        contact=partner.display_name,
                    )
                )
