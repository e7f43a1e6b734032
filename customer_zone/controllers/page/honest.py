"""Tells people from machines, so that "viewed" means that somebody looked.

A page that is merely fetched never counts; see ``entry.routes_activity`` for what
does. These rules keep out machines that go further than fetching. Link scanners that
pass themselves off as a browser are kept out by the former alone.
"""

import re

from odoo.http import request

# Programs that fetch a link to draw a card of it, or to keep a copy of its images.
PREVIEWS = (
    "bingpreview",
    "bitlybot",
    "discordbot",
    "embedly",
    "facebookexternalhit",
    "facebot",
    "ggpht",
    "googleimageproxy",
    "iframely",
    "linkedinbot",
    "mattermost",
    "meta-externalagent",
    "pinterest",
    "redditbot",
    "signal-desktop-preview",
    "skypeuripreview",
    "slack-imgproxy",
    "slackbot",
    "snapchat",
    "telegrambot",
    "twitterbot",
    "viber",
    "vkshare",
    "whatsapp",
    "yahoomailproxy",
    "zoombot",
)
# Programs nobody reads an invoice with.
TOOLS = (
    "aiohttp",
    "apache-httpclient",
    "axios",
    "barracuda",
    "cloudmark",
    "curl",
    "go-http-client",
    "guzzle",
    "headless",
    "httpx",
    "java",
    "libwww",
    "lighthouse",
    "lua-resty",
    "microsoft office",
    "mimecast",
    "ms-office",
    "node",
    "node-fetch",
    "okhttp",
    "perl",
    "phantomjs",
    "pingdom",
    "postmanruntime",
    "proofpoint",
    "python",
    "ruby",
    "scrapy",
    "symantec",
    "trendmicro",
    "undici",
    "uptimerobot",
    "virustotal",
    "wget",
    "wkhtmltopdf",
)
KNOWN = "|".join(map(re.escape, PREVIEWS + TOOLS))
# "Cubot" is a make of telephone.
ROBOT = re.compile(
    rf"(?<!cu)bot\b|bots?[/;)]|crawl|spider|scanner|monitoring|\b(?:{KNOWN})",
    re.IGNORECASE,
)
PREVIEW = re.compile("|".join(map(re.escape, PREVIEWS)), re.IGNORECASE)
# What browsers say of a page they fetch before anybody asked for it.
EARLY_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
EARLY = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)


def only_looks(method, headers):
    """Return whether a request comes to look at the address and not at the page.

    :param str method: HTTP method
    :param headers: mapping of HTTP headers
    """
    if method == "HEAD" or "Odoo-Link-Preview" in headers:
        return True
    return bool(PREVIEW.search(headers.get("User-Agent") or ""))


def is_person(method, headers):
    """Return whether a request can be the doing of somebody at a browser.

    :param str method: HTTP method
    :param headers: mapping of HTTP headers
    """
    agent = headers.get("User-Agent") or ""
    if not agent or only_looks(method, headers) or ROBOT.search(agent):
        return False
    return not any(EARLY.search(headers.get(name) or "") for name in EARLY_HEADERS)


def counts(visitor):
    """Return whether what this request does may be noted as the customer's doing.

    Staff never count, neither at work nor in a preview.
    """
    http = request.httprequest
    is_ours = visitor.is_staff or visitor.is_preview
    return not is_ours and is_person(http.method, http.headers)
