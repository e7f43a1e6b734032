import base64
import zlib

from odoo.tests import tagged

from .quotes_common import ZoneQuotesCommon, drawn

# Lets the pad draw the name and waits until it may be sent.
SIGN_BY_PAD = """
(async () => {
    const wait = () => new Promise((done) => setTimeout(done, 200));
    document.querySelector(".o_web_sign_auto_button").click();
    for (let round = 0; round < 100; round++) {
        await wait();
        const send = document.querySelector(".o_portal_sign_submit");
        if (send && !send.disabled) {
            console.log("test successful");
            return;
        }
    }
    console.error("The pad drew no signature");
})();
"""


def _chunk(kind, content):
    """Return one part of a PNG, with the sum that says it arrived whole."""
    size = len(content).to_bytes(4, "big")
    return size + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


@tagged("post_install", "-at_install")
class TestPagesQuotesSign(ZoneQuotesCommon):
    """Core's signature pad behind the zone's own address."""

    def setUp(self):
        super().setUp()
        self.base = self._enter()
        self.pad = f"{self._page_of(self.base, self.quote)}/sign"

    def _sign(self, signature, name="Thandi Acacia", version=None):
        version = self.quote._zone_version() if version is None else version
        address = f"{self.pad}?version={version}"
        return self._call(address, name=name, signature=signature)

    def test_pad_is_cores_own_and_knows_no_token(self):
        token = self.quote._portal_ensure_token()
        text = self._get(self.pad).text
        self.assertIn('name="portal.signature_form"', text)
        self.assertIn("Drawing needs scripts", text)
        self.assertNotIn(token, text)
        self.assertIn(
            f'{self.pad}"', self._get(self._page_of(self.base, self.quote)).text
        )

    def test_drawn_signature_accepts_the_quote(self):
        answer = self._sign(drawn())["result"]
        self.assertEqual(answer["redirect_url"], self._page_of(self.base, self.quote))
        self.assertEqual(self.quote.state, "sale")
        self.assertEqual(self.quote.signed_by, "Thandi Acacia")
        self.assertTrue(base64.b64decode(self.quote.signature).startswith(b"\x89PNG"))
        events = self.env["customer.zone.event"].search(
            [("order_id", "=", self.quote.id), ("kind", "=", "accept")]
        )
        self.assertEqual(len(events), 1)

    def test_what_is_no_signature_is_not_taken(self):
        """X-05: nothing but a drawn picture of a sane size is kept."""
        bomb = base64.b64decode(drawn(60, 60))
        bomb = bomb[:16] + (50000).to_bytes(4, "big") * 2 + bomb[24:29]
        bomb += zlib.crc32(bomb[12:29]).to_bytes(4, "big")
        for signature in (
            "",
            "x",
            None,
            7,
            ["a"],
            drawn(strokes=False),
            drawn(kind="GIF"),
            base64.b64encode(b"<svg onload=alert(1)>").decode(),
            base64.b64encode(bomb).decode(),
            drawn(5000, 10),
        ):
            answer = self._sign(signature)
            self.assertTrue(answer["result"]["error"], signature)
        for name in ("", "x", "n" * 101, "a\u202eb", 7):
            self.assertTrue(self._sign(drawn(), name=name)["result"]["error"], name)
        self.assertEqual(self.quote.state, "sent")
        self.assertFalse(self.quote.signature)

    def test_a_picture_that_cannot_be_read_is_no_signature(self):
        """X-05, X-11: of an impossible size, or broken behind its first part."""
        whole = base64.b64decode(drawn())
        start, end = whole[:8], _chunk(b"IEND", b"")
        sizes = (20000).to_bytes(4, "big") * 2
        bomb = start + _chunk(b"IHDR", sizes + b"\x08\x06\x00\x00\x00")
        for content in (
            bomb + _chunk(b"IDAT", b"") + end,
            whole.removesuffix(end) + _chunk(b"zTXt", b"x\x00\x05abc") + end,
            whole.removesuffix(end) + _chunk(b"iCCP", b"") + end,
        ):
            self.assertLess(len(content), 2000)
            answer = self._sign(base64.b64encode(content).decode())
            self.assertIn("write your name", answer["result"]["error"])
        self.assertEqual(self.quote.state, "sent")

    def test_picture_is_painted_anew(self):
        """Whatever else a file carries is gone: only its dots are kept."""
        content = base64.b64decode(drawn()) + b"SMUGGLED-7731"
        self._sign(base64.b64encode(content).decode())
        self.assertEqual(self.quote.state, "sale")
        self.assertNotIn(b"SMUGGLED", base64.b64decode(self.quote.signature))

    def test_quote_that_changed_meanwhile_is_not_signed(self):
        version = self.quote._zone_version()
        self.quote.order_line.price_unit = 2000
        answer = self._sign(drawn(), version=version)
        self.assertIn("has changed", answer["result"]["error"])
        self.assertEqual(self.quote.state, "sent")

    def test_foreign_and_closed_quotes_have_no_pad(self):
        """A-02: somebody else's quote is as if it did not exist."""
        foreign = self._quote(self.other_customer)
        address = f"{self.base}/quotes/{foreign.id}/sign"
        self.assertEqual(self._get(address).status_code, 404)
        answer = self._call(address, name="Thandi Acacia", signature=drawn())
        self.assertEqual(answer["error"]["code"], 404)
        self.assertEqual(foreign.state, "sent")
        self.quote._action_cancel()
        self.assertEqual(self._get(self.pad).status_code, 303)
        self.assertIn("no longer open", self._sign(drawn())["result"]["error"])

    def test_pad_draws_in_a_browser_under_the_policy_of_the_page(self):
        """X-05: core's pad works behind our address and our Content-Security-Policy."""
        self.browser_js(
            self.pad,
            SIGN_BY_PAD,
            ready="!!document.querySelector('.o_web_sign_auto_button')",
            cookies={"session_id": self.opener.cookies["session_id"]},
        )
