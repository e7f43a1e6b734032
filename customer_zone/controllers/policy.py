"""The Content-Security-Policy of the zone's pages."""

from urllib.parse import urlsplit

from lxml import html

# What Odoo's own assets need: they compile their templates in the browser and set
# styles from scripts; the page's first script is written into the page.
ODOO_SCRIPTS = "'self' 'unsafe-inline' 'unsafe-eval'"
STRICT = {
    "default-src": "'self'",
    "script-src": ODOO_SCRIPTS,
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


def strict():
    """Return the policy of every page: nothing but the seller's own server."""
    return _written(STRICT)


def for_payment_form():
    """Return the policy of the page with core's payment form.

    Its providers bring scripts, frames and addresses of their own, which are known
    only after the payer has chosen one of them.
    """
    return _written(
        {
            **STRICT,
            "script-src": f"{ODOO_SCRIPTS} https:",
            "style-src": "'self' 'unsafe-inline' https:",
            "img-src": "'self' data: https:",
            "font-src": "'self' data: https:",
            "connect-src": "'self' https:",
            "frame-src": "'self' https:",
            "form-action": f"'self' {LOOPBACK} https:",
        }
    )


def for_form(markup):
    """Return the policy of a page that holds a provider's own redirect form.

    :param markup: HTML of the form; its target is the one other address allowed
    """
    form = html.fragment_fromstring(str(markup), create_parent="div").find(".//form")
    target = urlsplit(form.get("action") or "") if form is not None else None
    if target is None or target.scheme not in ("http", "https") or not target.netloc:
        return strict()
    origin = f"{target.scheme}://{target.netloc}"
    return _written({**STRICT, "form-action": f"'self' {origin}"})


def _written(directives):
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
