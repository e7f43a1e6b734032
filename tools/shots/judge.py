"""Looks at an open page as a person would and says what is wrong with it."""

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OVERFLOW = """() => {
    const root = document.documentElement;
    const wide = [...document.querySelectorAll("body *")].filter((part) => {
        const box = part.getBoundingClientRect();
        const hangs = box.right > root.clientWidth + 1 || box.left < -1;
        if (!hangs || !box.width || !box.height) return false;
        for (let up = part; up && up !== root; up = up.parentElement) {
            const look = getComputedStyle(up);
            if (look.position === "fixed" || look.clipPath !== "none") return false;
            if (up !== part && look.overflowX !== "visible") return false;
        }
        return true;
    });
    if (root.scrollWidth <= root.clientWidth && !wide.length) return "";
    const worst = wide.pop();
    const what = worst ? worst.outerHTML.slice(0, 120) : "the page";
    return `${root.scrollWidth} px wide in ${root.clientWidth} px: ${what}`;
}"""
CUT_OFF = """() => {
    const clips = (part) => getComputedStyle(part).overflowX !== "visible";
    const isSeen = (part) => part.clientWidth !== 1
        && getComputedStyle(part).clipPath === "none";
    return [...document.querySelectorAll(".zone *")].filter((part) => {
        const own = [...part.childNodes].find((node) =>
            node.nodeType === 3 && node.textContent.trim());
        if (!own || !part.getClientRects().length) return false;
        const range = document.createRange();
        range.selectNodeContents(own);
        const box = range.getBoundingClientRect();
        for (let up = part; up; up = up.parentElement) {
            // What scrolls by itself, and what only a screen reader reads, is not cut.
            if (up.matches(".z-tabs, pre, textarea") || !isSeen(up)) return false;
            const edge = up.getBoundingClientRect();
            const hangs = box.right > edge.right + 1 || box.left < edge.left - 1;
            if (hangs && up.matches(".zone *") && clips(up)) return true;
        }
        return false;
    }).map((part) => part.outerHTML.slice(0, 120));
}"""
AXE = """([tags, part]) => axe.run({
    include: [[part || "html"]], exclude: [[".o_web_sign_name_and_signature"]]
}, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]
}).then((found) => found.violations.map((rule) =>
    `${rule.id} (${rule.help}): ` + rule.nodes.slice(0, 3)
        .map((node) => node.target.join(" ") + " " + (node.any[0]?.message || ""))
        .join("; ")))"""


class Listener:
    """Remembers what the browser complained about while a page was open.

    That includes everything a Content-Security-Policy has blocked.
    """

    def __init__(self, page):
        self.found = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, message):
        # The answer's own status is judged apart.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.found.append(f"console: {message.text}")

    def _failed(self, request):
        if "ERR_ABORTED" not in (request.failure or ""):
            self.found.append(f"{request.url}: {request.failure}")

    def _response(self, response):
        is_part = not response.request.is_navigation_request()
        if is_part and response.status >= 400:
            self.found.append(f"{response.url}: {response.status}")


def layout(page, width):
    """Return what is wrong with the layout at the width the window has.

    :param int width: of the window, in CSS pixels
    """
    complaints = []
    overflow = page.evaluate(OVERFLOW)
    if overflow:
        complaints.append(f"{width} px: sideways scroll, {overflow}")
    complaints += [f"{width} px: cut off, {part}" for part in page.evaluate(CUT_OFF)]
    return complaints


def accessibility(page, axe, width, part=""):
    """Return the violations of WCAG 2.2, levels A and AA, that axe-core finds.

    Odoo's own field for drawing a signature is left out: its markup is Odoo's.

    :param str axe: source of axe-core
    :param str part: selector of what is looked at, the whole page by default
    """
    page.evaluate(axe)
    found = page.evaluate(AXE, [AXE_TAGS, part])
    return [f"{width} px: {violation}" for violation in found]


def words(page):
    """Return the words on the page, blanks of any kind as plain ones."""
    text = page.locator("body").inner_text()
    return " ".join(text.split())
