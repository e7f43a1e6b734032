"""The mail catcher: MailDev, with a web inbox for people and its API for programs."""

import html
import json
import re
import urllib.request

from . import node
from .processes import Background, free_port

LINK = re.compile(r"""href=["']([^"']+)["']""")


class Inbox:
    """A mail catcher on loopback: SMTP on one port, the web inbox on another."""

    def __init__(self, log, wish=None):
        node.ensure("inbox")
        self.smtp_port = free_port()
        self.port = free_port(wish)
        self.url = f"http://127.0.0.1:{self.port}"
        command = [node.binary(), node.program("inbox", "maildev")]
        command += ["--ip", "127.0.0.1", "--smtp", self.smtp_port]
        command += ["--web-ip", "127.0.0.1", "--web", self.port]
        command += ["--mail-directory", log / "mails"]
        env = node.environment("inbox")
        self.server = Background("inbox", command, self.url, log, env, log)

    def mails(self):
        """Return what has arrived, oldest first, as dictionaries.

        Keys: id, from, to (list), subject, html, text, links (addresses in the HTML).
        """
        with urllib.request.urlopen(f"{self.url}/email", timeout=30) as answer:
            received = json.load(answer)
        return [self._mail(mail) for mail in received]

    def _mail(self, mail):
        """Return one mail of the API in our shape."""
        body = mail.get("html") or ""
        return {
            "id": mail["id"],
            "from": mail["from"][0]["address"],
            "to": [recipient["address"] for recipient in mail["envelope"]["to"]],
            "subject": mail["subject"],
            "html": body,
            "text": mail.get("text") or "",
            "links": [html.unescape(link) for link in LINK.findall(body)],
        }

    def clear(self):
        """Forget what has arrived."""
        address = f"{self.url}/email/all"
        request = urllib.request.Request(address, method="DELETE")
        urllib.request.urlopen(request, timeout=30).close()
