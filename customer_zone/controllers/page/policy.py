"""The Content-Security-Policy of the zone's pages."""

from urllib.parse import urlsplit

from lxml import html

# What Odoo's own assets need: they compile their templates in the browser and set
# styles from scripts; the page's first script is written into the page.
ODOO_SCRIPTS = "'self' 'unsafe-inline' 'unsafe-eval'"
SECURE = "https:"
LOOPBACK = "http://127.0.0.1:*"
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


# Where the theme of an Odoo website has its fonts, which it links and also fetches. The
# zone's pages tell other sites no referrer: these do not learn which page was read.
STYLES_OF_FONTS = "https://fonts.googleapis.com"
FONTS = "https://fonts.gstatic.com"
WEBSITE = {
    **STRICT,
    "style-src": f"{STRICT['style-src']} {STYLES_OF_FONTS}",
    "font-src": f"{STRICT['font-src']} {FONTS}",
    "connect-src": f"{STRICT['connect-src']} {STYLES_OF_FONTS} {FONTS}",
}


def strict(in_website=False):
    """Return the policy of every page: nothing but the seller's own server.

    :param in_website: the page stands inside an Odoo website, whose fonts may come
        from where its theme has them
    """
    return _written(WEBSITE if in_website else STRICT)


def for_payment_form(providers):
    """Return the policy of the page with core's payment form.

    Its providers bring scripts, frames and addresses of their own, which are known
    only after the payer has chosen one of them.

    :param providers: `payment.provider` records on offer; those in test mode may
        also send the payer to a program on this very machine
    """
    is_test = "test" in providers.mapped("state")
    targets = f"{SECURE} {LOOPBACK}" if is_test else SECURE
    return _written(
        {
            **STRICT,
            "script-src": f"{ODOO_SCRIPTS} https:",
            "style-src": "'self' 'unsafe-inline' https:",
            "img-src": "'self' data: https:",
            "font-src": "'self' data: https:",
            "connect-src": "'self' https:",
            "frame-src": "'self' https:",
            "form-action": f"'self' {targets}",
        }
    )


def for_form(markup, in_website=False):
    """Return the policy of a page that holds a provider's own redirect form.

    The form's target is allowed and, because browsers hold every redirect that follows
    against the same list, so are the secure addresses the provider leads on to.

    :param markup: HTML of the form
    :param in_website: as for ``strict``
    """
    form = html.fragment_fromstring(str(markup), create_parent="div").find(".//form")
    target = urlsplit(form.get("action") or "") if form is not None else None
    if target is None or target.scheme not in ("http", "https") or not target.netloc:
        return strict(in_website)
    origin = f"{target.scheme}://{target.netloc}"
    allowed = WEBSITE if in_website else STRICT
    return _written({**allowed, "form-action": f"'self' {origin} {SECURE}"})


def _written(directives):
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
