from odoo import api, models

SHEET_MARGINS = {"top": 10, "bottom": 8, "left": 8, "right": 8}  # in mm


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    @api.model
    def _build_wkhtmltopdf_args(
        self,
        paperformat_id,
        landscape,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        """Print sheets that are complete in themselves as they are, without delay.

        Such a sheet holds its styles and images, its own page breaks and page
        numbers, and no script: there is nothing to wait for and nothing to fetch.
        """
        sheet_size = self.env.context.get("customer_zone_sheet")
        if not sheet_size:
            return super()._build_wkhtmltopdf_args(
                paperformat_id,
                landscape,
                specific_paperformat_args=specific_paperformat_args,
                set_viewport_size=set_viewport_size,
            )
        arguments = [
            "--quiet",
            "--disable-local-file-access",
            "--disable-javascript",
            "--disable-smart-shrinking",
            "--encoding",
            "utf-8",
            "--dpi",
            "96",
            "--page-size",
            sheet_size,
        ]
        for side, size in SHEET_MARGINS.items():
            arguments += [f"--margin-{side}", str(size)]
        return arguments
