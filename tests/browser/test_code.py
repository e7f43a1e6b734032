"""W-1: a forwarded e-mail opens one document; the rest asks for an e-mailed code."""

import re

from tools.demo.mail_link import wait_for_mail
from tools.demo.rpc import Seller

SIX_DIGITS = re.compile(r"\b(\d{6})\b")


def test_code_from_the_mail_opens_the_history(walk, browser):
    """Asked for, sent to the address on file, typed once, remembered."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    base = f"{walk.shop.url}/zone/{walk.places['coded']}"
    tab.goto(f"{walk.shop.url}/zone/l/{walk.places['coded_token']}")
    assert "R 4 200.00" in tab.inner_text("main").replace("\N{NO-BREAK SPACE}", " ")
    tab.goto(f"{base}/overview")
    tab.get_by_role("button", name="E-mail me a code").click()
    tab.fill("input[name=code]", _code(walk.shop))
    tab.get_by_role("button", name="Continue").click()
    tab.wait_for_selector("h1:has-text('Your account')")
    tab.goto(f"{base}/details")
    assert "4120283947" in tab.inner_text("main")
    context.close()


def _code(shop):
    """Return the code that was e-mailed to the address on file."""
    seller = Seller(shop)
    queue = seller.xmlid("mail", "ir_cron_mail_scheduler_action")
    seller.call("ir.cron", "method_direct_trigger", [queue])
    mail = wait_for_mail(shop, "nomvula@bluecrane.example", "code")
    return SIX_DIGITS.search(mail["text"]).group(1)
