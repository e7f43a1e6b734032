import re

from markupsafe import escape

# What writers put into a template for "the link of whoever reads this". It opens
# nothing; only in the mail that goes out it becomes the reader's own link.
PLACEHOLDER = "/zone/link"
_ADDRESS = re.compile(rf"(?:https?://[^\s\"'<>/]+)?{re.escape(PLACEHOLDER)}(?![\w/-])")


def write_link(body, url):
    """Return an HTML text with a reader's own link where the placeholder stood.

    :param str url: absolute address of the link
    """
    return _ADDRESS.sub(lambda _found: str(escape(url)), body)
