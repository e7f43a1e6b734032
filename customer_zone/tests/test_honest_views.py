from odoo.tests import tagged

from odoo.addons.customer_zone.controllers.page.honest import is_person, only_looks

from .pages_common import BROWSER, ZonePagesCommon

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko)"
)

# Who asks, what it says of itself, further headers.
PEOPLE = (
    ("Chrome on Windows", BROWSER, {}),
    ("Safari on a telephone", f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1", {}),
    (
        "Firefox on Linux",
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        {},
    ),
    ("Edge", f"{BROWSER} Edg/128.0.0.0", {"Sec-Fetch-User": "?1"}),
    (
        "a telephone made by Cubot",
        f"Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) {WEBKIT} Chrome/120.0 Mobile "
        "Safari/537.36",
        {},
    ),
    (
        "Samsung's browser",
        f"Mozilla/5.0 (Linux; Android 14; SM-S918B) {WEBKIT} SamsungBrowser/25.0 "
        "Chrome/121.0 Mobile Safari/537.36",
        {},
    ),
    ("the browser inside Gmail", f"{IPHONE} GSA/321.0 Mobile/15E148 Safari/604.1", {}),
    ("the browser inside LinkedIn", f"{IPHONE} Mobile/15E148 [LinkedInApp]", {}),
)
MACHINES = (
    ("nobody", "", {}),
    ("curl", "curl/8.5.0", {}),
    ("wget", "Wget/1.21.4", {}),
    ("Python", "python-requests/2.32.3", {}),
    ("Go", "Go-http-client/2.0", {}),
    ("Java", "Java/17.0.1", {}),
    ("a browser nobody sees", BROWSER.replace("Chrome", "HeadlessChrome"), {}),
    (
        "the images of Gmail",
        "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com "
        "GoogleImageProxy)",
        {},
    ),
    ("the images of Yahoo", "YahooMailProxy; https://help.yahoo.com/kb/", {}),
    ("Outlook's preview", f"{BROWSER} BingPreview/1.0b", {}),
    ("Office looking at a link", "Microsoft Office/16.0 (Windows NT 10.0)", {}),
    ("Office on Android", "ms-office; MSOffice 16", {}),
    ("Mimecast", "Mozilla/5.0 (compatible; Mimecast URL Protect)", {}),
    ("Barracuda", "BarracudaCentral/1.0 link scanner", {}),
    ("Proofpoint", "Mozilla/5.0 (compatible; Proofpoint)", {}),
    ("Slack", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", {}),
    ("the images of Slack", "Slack-ImgProxy (+https://api.slack.com/robots)", {}),
    ("WhatsApp", "WhatsApp/2.23.20.0 A", {}),
    ("Teams and Skype", "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5", {}),
    ("Facebook", "facebookexternalhit/1.1", {}),
    ("Telegram", "TelegramBot (like TwitterBot)", {}),
    ("LinkedIn", "LinkedInBot/1.0 (compatible; Mozilla/5.0)", {}),
    ("Discord", "Mozilla/5.0 (compatible; Discordbot/2.0)", {}),
    ("iMessage", f"{IPHONE} facebookexternalhit/1.1 Facebot Twitterbot/1.0", {}),
    ("Google", "Mozilla/5.0 (compatible; Googlebot/2.1)", {}),
    ("Bing", "Mozilla/5.0 (compatible; bingbot/2.0)", {}),
    ("some crawler", "SomeCrawler/3.1", {}),
    ("Odoo", BROWSER, {"Odoo-Link-Preview": "True"}),
    ("Chrome fetching ahead", BROWSER, {"Sec-Purpose": "prefetch"}),
    ("Chrome drawing ahead", BROWSER, {"Sec-Purpose": "prefetch;prerender"}),
    ("an older Chrome ahead", BROWSER, {"Purpose": "prefetch"}),
    ("Firefox ahead", BROWSER, {"X-Moz": "prefetch"}),
    ("Safari's top sites", BROWSER, {"X-Purpose": "preview"}),
)
# Outlook's SafeLinks and its kind come as an ordinary browser and fetch.
SAFE_LINKS = ("SafeLinks", f"{BROWSER} Edg/128.0.0.0", {"X-Forwarded-For": "40.94.1.1"})


@tagged("post_install", "-at_install")
class TestHonestViews(ZonePagesCommon):
    """L-09 and what "viewed" means: people who looked, and nobody else."""

    def setUp(self):
        super().setUp()
        self.link = self._link(self.contact)
        self.zone = self._enter(self.link, self.invoice)
        self.document = f"{self.zone}/invoices/{self.invoice.id}"
        csrf = self._get_csrf(self._get(self.document))
        self.form = {
            "csrf_token": csrf,
            "document": f"invoice-{self.invoice.id}",
        }

    def _count(self):
        domain = [("move_id", "=", self.invoice.id)]
        return self.env["customer.zone.event"].search_count(domain)

    def _as(self, agent, headers):
        return {"headers": {"User-Agent": agent, **headers}}

    def test_table_of_people_and_machines(self):
        for name, agent, headers in PEOPLE:
            with self.subTest(person=name):
                self.assertTrue(is_person("POST", {"User-Agent": agent, **headers}))
        for name, agent, headers in MACHINES:
            with self.subTest(machine=name):
                self.assertFalse(is_person("POST", {"User-Agent": agent, **headers}))
        self.assertFalse(is_person("HEAD", {"User-Agent": BROWSER}))

    def test_people_are_never_shown_an_empty_page(self):
        for name, agent, headers in (*PEOPLE, SAFE_LINKS):
            with self.subTest(person=name):
                self.assertFalse(only_looks("GET", {"User-Agent": agent, **headers}))

    def test_fetching_counts_for_nobody(self):
        """L-09: any number of fetches leave every row as it was."""
        before = self.link.read()
        token = f"/zone/l/{self._token(self.link, self.invoice)}"
        for name, agent, headers in (*PEOPLE[:2], *MACHINES, SAFE_LINKS):
            with self.subTest(name=name):
                for path in (token, self.zone, self.document, f"{self.zone}/invoices"):
                    self._get(path, **self._as(agent, headers))
        self.assertEqual(self._count(), 0)
        self.link.invalidate_recordset()
        self.assertEqual(self.link.read(), before)

    def test_looking_at_the_page_counts_for_people_alone(self):
        for name, agent, headers in MACHINES:
            with self.subTest(machine=name):
                answer = self.url_open(
                    f"{self.zone}/seen", data=self.form, **self._as(agent, headers)
                )
                self.assertEqual(answer.status_code, 204)
                self.assertEqual(self._count(), 0)
        for number, (name, agent, headers) in enumerate(PEOPLE, 1):
            with self.subTest(person=name):
                self.url_open(
                    f"{self.zone}/seen", data=self.form, **self._as(agent, headers)
                )
                self.assertEqual(self._count(), number)

    def test_download_counts_for_people_alone(self):
        self._store_pdf(self.invoice)
        pdf = f"{self.document}/pdf"
        for name, agent, headers in MACHINES:
            with self.subTest(machine=name):
                self._get(pdf, **self._as(agent, headers))
                self.assertEqual(self._count(), 0)
        self.assertEqual(self._get(pdf).content, b"%PDF-1.4 as it was sent")
        self.assertEqual(self._count(), 1)

    def test_link_previews_draw_no_card_of_the_invoice(self):
        token = f"/zone/l/{self._token(self.link, self.invoice)}"
        for name, agent, headers in MACHINES:
            if not only_looks("GET", {"User-Agent": agent, **headers}):
                continue
            with self.subTest(machine=name):
                answer = self.url_open(token, **self._as(agent, headers))
                self.assertEqual(answer.content, b"")
