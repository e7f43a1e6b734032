"""The provider's own redirect form, made to work with a visible button."""

from lxml import etree, html
from markupsafe import Markup

FORM_ID = "zone_continue_form"


def continue_form(markup):
    """Return the provider's form with our id, so that a button can send it.

    Core submits this form by script. Here a button outside the form names it, and
    nothing else of what the provider rendered is changed.

    :param markup: HTML of the redirect form, as the provider's template rendered it
    :return: the same as safe HTML; ``""`` where there is no form
    """
    if not markup:
        return Markup("")
    root = html.fragment_fromstring(str(markup), create_parent="div")
    form = root.find(".//form")
    if form is None:
        return Markup("")
    form.set("id", FORM_ID)
    # The provider's template was rendered by QWeb, which escaped every value.
    return Markup(etree.tostring(root, encoding="unicode", method="html"))
