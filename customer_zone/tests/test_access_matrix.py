"""A-01: every route, every visitor, every kind of address, against one table.

The routes come from the server's own route map. The table is ``access_matrix.csv``
beside this file; each line is a route, a method and what its address names, each
column a visitor, each cell the answer: a status, ``login``, or for scripts ``json``
with the code of the error. After adding a route run the test with
``ZONE_ACCESS_MATRIX=write`` in the environment, which writes the table anew from what
the server answers, and then read every changed line: the table is the promise.
"""

import csv
import json
import os
import re
import threading
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote

from odoo.tests import tagged
from odoo.tools import mute_logger

from .access_matrix_common import (
    CANARY,
    MAY_SEE_CANARY,
    MISSING,
    OUTSIDERS,
    VISITORS,
    AccessMatrixCommon,
)

TABLE = Path(__file__).with_name("access_matrix.csv")
IS_WRITING = os.environ.get("ZONE_ACCESS_MATRIX") == "write"
# Core's own pages about the same documents, which the zone's rules reach into.
CORE_ROUTES = {
    "/my/invoices",
    "/my/invoices/<int:invoice_id>",
    "/my/invoices/overdue",
    "/my/orders",
    "/my/orders/<int:order_id>",
    "/my/orders/<int:order_id>/decline",
    "/my/quotes",
}
# After these there is nothing left to ask with the same visit.
LAST = ("/leave", "/stop", "<string:token>")
# Arguments that name no document, and what stands for them.
PLAIN = {
    "number": "1",
    "page": "1",
    "choice": "all",
    "kind": "csv",
    "ending": "csv",
    "folder": "invoices",
    "company_id": "1",
}
TARGETS = ("valid", "foreign", "missing", "malformed")
PART = re.compile(r"<(?:[^:<>]+:)?(\w+)>")


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessMatrixCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seen = {}
        cls.addClassCleanup(cls._write_table)

    @classmethod
    def _write_table(cls):
        if not IS_WRITING:
            return
        with TABLE.open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["route", "method", "target", *VISITORS])
            for line, cells in sorted(cls.seen.items()):
                writer.writerow([*line, *(cells.get(name, "") for name in VISITORS)])

    def _table(self):
        """Return ``{(route, method, target): {visitor: answer}}`` as committed."""
        with TABLE.open(newline="") as file:
            return {
                (row.pop("route"), row.pop("method"), row.pop("target")): row
                for row in csv.DictReader(file)
            }

    def _routes(self):
        """Return ``{(route, method): type}`` of all routes the zone answers for."""
        routes = {}
        # The map is made for the database of the thread, which requests set.
        thread = threading.current_thread()
        with patch.object(thread, "dbname", self.env.cr.dbname, create=True):
            rules = list(self.env["ir.http"].routing_map().iter_rules())
        for rule in rules:
            if _is_ours(rule):
                routing = rule.endpoint.routing
                usual = "POST" if routing["type"] == "jsonrpc" else "GET"
                for method in routing.get("methods") or [usual]:
                    routes[rule.rule, method] = routing["type"]
        return routes

    def _lines(self):
        """Return every line the table must have, in the order they are asked."""
        lines = []
        for route, method in self._routes():
            names = set(PART.findall(route)) - set(PLAIN)
            targets = TARGETS if names - {"visitor"} else TARGETS[: len(names) + 1]
            lines += [(route, method, target) for target in targets]
        # Reading first: what is sent may change what there is.
        return sorted(lines, key=lambda line: (line[1] != "GET", line))

    def test_every_route_has_its_lines_in_the_table(self):
        """A-01, A-18: a new route is a decision about every visitor and its headers."""
        if IS_WRITING:
            return
        missing = {line[:2] for line in set(self._lines()) - set(self._table())}
        self.assertFalse(
            missing,
            "These routes are not in tests/access_matrix.csv. Say who may do what: "
            "run this test with ZONE_ACCESS_MATRIX=write and check the new lines.",
        )
        left = {line[:2] for line in set(self._table()) - set(self._lines())}
        self.assertFalse(left, "These lines are about routes that no longer exist.")

    def _ask(self, route, method, target):
        """Return the answer of the server as a cell of the table, and itself."""
        path = self._address(route, self.zone, target)
        if self.kinds[route, method] == "jsonrpc":
            body = {"jsonrpc": "2.0", "method": "call", "id": 0, "params": {}}
            answer = self._open(
                path,
                data=json.dumps(body).encode(),
                headers={"Content-Type": "application/json"},
            )
            if "json" not in answer.headers["Content-Type"]:
                return str(answer.status_code), answer
            error = answer.json().get("error")
            return f"json {error['code']}" if error else "json", answer
        if method == "POST":
            answer = self._open(path, data={"csrf_token": self.csrf})
        else:
            answer = self._open(path)
        if "/web/login" in answer.headers.get("Location", ""):
            return "login", answer
        return str(answer.status_code), answer

    def _open(self, path, **kwargs):
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
            return self.url_open(path, allow_redirects=False, **kwargs)

    def _address(self, route, zone, target):
        """Return the address of a route, naming what the target says."""
        names = PART.findall(route)
        document_names = [name for name in names if name not in (*PLAIN, "visitor")]
        values = {**PLAIN, "visitor": zone}
        if not document_names and "visitor" in names:
            values["visitor"] = self._zone_of(zone, target)
        for name in document_names:
            values[name] = self._value_of(name, target)
        return PART.sub(lambda match: quote(values[match.group(1)]), route)

    def _zone_of(self, zone, target):
        if target == "valid":
            return zone
        if target == "foreign":
            return str(self.documents["foreign"]["link_id"].id)
        return str(MISSING) if target == "missing" else "x' --"

    def _value_of(self, name, target):
        if name == "token":
            link = self.documents.get(target, self.documents["valid"])["link_id"]
            token = self._token(link)
            wrong = {"missing": token[:-4] + "AAAA", "malformed": "x"}
            return wrong.get(target, token)
        if target in self.documents:
            if name == "selection":
                return str(self.documents[target]["invoice_id"].id)
            self.assertIn(
                name,
                self.documents[target],
                "Say in AccessMatrixCommon._documents_of what this argument names.",
            )
            return str(self.documents[target][name].id)
        return str(MISSING) if target == "missing" else "x' --"

    def _walk(self, visitor):
        """Ask everything as one visitor and compare with the visitor's column."""
        table = {} if IS_WRITING else self._table()
        self.kinds, self.zone = self._routes(), None
        for line in self._lines():
            if not self.zone:
                self.zone = self._visit(visitor)
                self.csrf = self._get_csrf(self._open("/zone/0/invoices"))
            savepoint = self.env.cr.savepoint()
            try:
                cell, answer = self._ask(*line)
            finally:
                savepoint.close(rollback=True)
                self.env.invalidate_all()
            if line[0].endswith(LAST):
                self.zone = None
            self.seen.setdefault(line, {})[visitor] = cell
            with self.subTest(visitor=visitor, line=line):
                self._assert_no_leak(visitor, answer.content)
                self._assert_headers(line, cell, answer)
                if not IS_WRITING and line in table:
                    self.assertEqual(cell, table[line][visitor])

    def _assert_no_leak(self, visitor, content):
        if visitor not in MAY_SEE_CANARY:
            self.assertNotIn(CANARY.encode(), content)
        if visitor in OUTSIDERS:
            self.assertNotIn(b"Acacia", content)


def _is_ours(rule):
    """Return whether the zone adds this route or answers for it."""
    if rule.rule.startswith("/zone/") or rule.rule in CORE_ROUTES:
        return True
    method = rule.endpoint.func
    return any(
        method.__name__ in vars(cls)
        for cls in type(method.__self__).__mro__
        if cls.__module__.startswith("odoo.addons.customer_zone.")
    )


def _test_of(visitor):
    def test(self):
        self._walk(visitor)

    test.__doc__ = f"A-01: {visitor.replace('_', ' ')} gets what the table says."
    return test


for _visitor in VISITORS:
    name = f"test_{_visitor}_gets_what_the_table_says"
    setattr(TestAccessMatrix, name, _test_of(_visitor))
