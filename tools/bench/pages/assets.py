"""What a browser loads besides the page: whose it is, and how heavy."""

import gzip
import re

from ...progress import say

LINKED = re.compile(r'(?:href|src|data-src)="(/web/assets/[^"]+)"')
OURS = "customer_zone."


def print_assets(browser, path):
    """Print the styles and scripts of a page; return their sizes by name, packed."""
    _status, body = browser.get(path)
    text = body.decode()
    packed = {}
    say(f"\n{'Styles and scripts of a zone page':44} bytes   compressed")
    for address in dict.fromkeys(LINKED.findall(text)):
        _status, asset = browser.get(address)
        name = address.rpartition("/")[2]
        packed[name] = len(gzip.compress(asset, 6))
        is_late = f'data-src="{address}"' in text
        when = " (loaded last)" if is_late else ""
        say(f"  {name + when:40} {len(asset):9,} {packed[name]:12,}")
    own = sum(size for name, size in packed.items() if name.startswith(OURS))
    say(f"  {'ours':40} {'':9} {own:12,}")
    return packed
