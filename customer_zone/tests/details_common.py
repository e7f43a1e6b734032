from .pages_common import ZonePagesCommon

CAPE_TOWN = {
    "street": "Unit 3, 27 Bree Street",
    "city": "Cape Town",
    "zip": "8001",
}


class ZoneDetailsCommon(ZonePagesCommon):
    """A customer in Cape Town; its contact asks for changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.south_africa = cls.env.ref("base.za")
        cls.namibia = cls.env.ref("base.na")
        cls.customer.write(
            {
                **CAPE_TOWN,
                "country_id": cls.south_africa.id,
                "phone": "021 555 0117",
                "ref": "C00412",
                "company_registry": "2009/118842/23",
            }
        )
        cls.contact.write({"phone": "021 555 0117", "lang": "en_US"})
        cls.requests = cls.env["customer.zone.change.request"].sudo()
        cls.lines = cls.env["customer.zone.change.request.line"].sudo()

    def _form_of(self, **changed):
        """Return the whole form as the page has it, with these fields typed over."""
        country = str(self.south_africa.id)
        address = {"country_id": country, "state_id": "", "street2": "", **CAPE_TOWN}
        form = {
            "contact_name": self.contact.name,
            "contact_phone": self.contact.phone,
            "language_lang": "en_US",
            **{f"billing_{name}": value for name, value in address.items()},
            **{f"delivery_{name}": "" for name in address},
            "person_name": "",
            "person_email": "",
            "person_phone": "",
            "note": "",
        }
        return {**form, **changed}

    def _ask(self, base, **changed):
        """Send the form of My Details."""
        address = f"{base}/details/change"
        return self._post(address, csrf=address, **self._form_of(**changed))

    def _request(self, *changes, recipient=None, note=""):
        """Store a request as the page does; changes are (section, name, new)."""
        recipient = recipient or self.contact
        targets = self.requests._zone_targets(self.customer, recipient)
        visitor = {
            "company_id": self.company.id,
            "customer_id": self.customer.id,
            "recipient_id": recipient.id,
            "link_id": False,
        }
        lines = [
            {
                "section": section,
                "partner_id": targets[section].id,
                "field_name": name,
                "old_value": self.lines._zone_text_of(targets[section], name),
                "new_value": new,
            }
            for section, name, new in changes
        ]
        return self.requests._zone_submit(visitor, lines, note)

    def _shown(self, request):
        """Return what a request says: field, old and new."""
        return [
            (line.field_name, line.old_value or "", line.new_value)
            for line in request.line_ids
        ]
