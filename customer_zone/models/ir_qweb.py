import re

from odoo import models

INDENTED = re.compile(r"\s*\n\s*")


class IrQweb(models.AbstractModel):
    _inherit = "ir.qweb"

    def _append_text(self, text, compile_context):
        """Leave the indentation of the zone's templates out of its pages.

        It is a quarter of the bytes of a list. What a template prints is not touched.
        """
        if (compile_context.get("ref_name") or "").startswith("customer_zone."):
            text = INDENTED.sub("\n", self._compile_to_str(text))
        return super()._append_text(text, compile_context)
