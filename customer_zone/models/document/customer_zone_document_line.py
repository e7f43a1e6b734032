from odoo import api, models
from odoo.fields import Domain

from .hidden import with_hidden


class CustomerZoneDocumentLineMixin(models.AbstractModel):
    """Lines are hidden from a signed-in customer with the document they are of."""

    _name = "customer.zone.document.line.mixin"
    _description = "Line of a document shown in the Customer Zone"

    # Name of the field that leads to the document.
    _zone_document_field = None

    def _check_access(self, operation):
        """Close the lines of documents not meant for the signed-in customer."""
        result = super()._check_access(operation)
        if self.env.user._is_internal() or not any(self._ids):
            return result
        lines = self - result[0] if result else self
        # Whether a line may be read is what is being asked.
        documents_sudo = lines.sudo()[self._zone_document_field]
        hidden_documents = documents_sudo.with_env(self.env)._zone_hidden()
        if not hidden_documents:
            return result
        hidden = lines.filtered(
            lambda line: line.sudo()[self._zone_document_field] in hidden_documents
        )
        return with_hidden(result, hidden)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Leave out of every search the lines of what is not meant for the customer."""
        if not (self.env.su or bypass_access or self.env.user._is_internal()):
            documents = self.env[self._fields[self._zone_document_field].comodel_name]
            hidden = documents._zone_hidden_domain()
            if not hidden.is_false():
                lines = Domain(self._zone_document_field, "any!", hidden)
                domain = Domain(domain) & ~lines
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
