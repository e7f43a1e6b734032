"""A-12: everything this addon adds, every kind of user, against one table.

What there is comes from the registry: our models, our public methods, our fields on
other models. The table is ``rpc_matrix.csv`` beside this file. After adding something
run the test with ``ZONE_RPC_MATRIX=write`` in the environment, which writes the table
anew from what is allowed, and then read every changed line: the table is the promise.
"""

import csv
import inspect
import os
from pathlib import Path

from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.service.model import get_public_method
from odoo.tests import tagged
from odoo.tools import mute_logger

from .rpc_matrix_common import RpcMatrixCommon

TABLE = Path(__file__).with_name("rpc_matrix.csv")
IS_WRITING = os.environ.get("ZONE_RPC_MATRIX") == "write"
OURS = "odoo.addons.customer_zone."
USERS = (
    "public",
    "portal",
    "internal",
    "readonly",
    "invoicing",
    "accountant",
    "administrator",
)
OPERATIONS = ("read", "write", "create", "unlink")
# What public methods are called with.
ARGUMENTS = {("customer.zone.change.request", "action_refuse"): ("No",)}


@tagged("post_install", "-at_install")
class TestRpcMatrix(RpcMatrixCommon):
    def _models(self):
        """Return our own models that hold rows, by name."""
        return sorted(
            name
            for name, model in self.env.registry.items()
            if name.startswith("customer.zone.") and not model._abstract
        )

    def _methods(self):
        """Return ``(model, method)`` of every public method that we introduce."""
        found = set()
        for name, model in self.env.registry.items():
            if model._abstract:
                continue
            classes = [cls for cls in model.mro() if not hasattr(cls, "pool")]
            others = {
                key
                for cls in classes
                if not cls.__module__.startswith(OURS)
                for key in vars(cls)
            }
            for cls in classes:
                if cls.__module__.startswith(OURS) and "__" not in cls.__name__:
                    found |= {
                        (name, key)
                        for key, value in vars(cls).items()
                        if inspect.isroutine(value)
                        and not key.startswith("_")
                        and key not in others
                    }
        return sorted(found)

    def _fields(self):
        """Return ``(model, field)`` of every field that we add to other models.

        What a model borrows from a parent record is listed with the parent.
        """
        return sorted(
            (name, field.name)
            for name, model in self.env.registry.items()
            if not name.startswith("customer.zone.") and not model._abstract
            for field in model._fields.values()
            if not field.inherited and (field._modules or ("",))[0] == "customer_zone"
        )

    def _seen(self):
        """Return ``{line: {user: answer}}`` as the registry is now."""
        lines = {}
        for name in self._models():
            lines[name, "rows"] = {
                user: "+".join(
                    operation
                    for operation in OPERATIONS
                    if self._as(self.env[name], user).has_access(operation)
                )
                for user in USERS
            }
        for name, method in self._methods():
            lines[name, f"{method}()"] = {
                user: self._call(name, method, user) for user in USERS
            }
        for name, field in self._fields():
            lines[name, field] = {
                user: self._field_access(name, field, user) for user in USERS
            }
        return lines

    def _field_access(self, name, field, user):
        model = self._as(self.env[name], user)
        allowed = [
            operation
            for operation in ("read", "write")
            if model.has_access(operation)
            and model._has_field_access(model._fields[field], operation)
        ]
        return "+".join(allowed)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.models.unlink")
    def _call(self, name, method, user):
        """Return whether a remote call gets past the rights."""
        record = self._as(self._record_of(name), user)
        function = get_public_method(record, method)
        savepoint = self.env.cr.savepoint()
        try:
            function(record, *ARGUMENTS.get((name, method), ()))
        except AccessError:
            return ""
        except (UserError, ValidationError, RedirectWarning):
            # The method went to work, and found a reason of its own.
            return "call"
        else:
            return "call"
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def test_rights_are_exactly_those_of_the_table(self):
        seen = self._seen()
        if IS_WRITING:
            self._write_table(seen)
        with TABLE.open(newline="") as file:
            promised = {
                (row.pop("model"), row.pop("what")): row for row in csv.DictReader(file)
            }
        self.assertEqual(
            set(seen) ^ set(promised),
            set(),
            "Say who may do what: run with ZONE_RPC_MATRIX=write, read the new lines.",
        )
        for line, cells in sorted(seen.items()):
            with self.subTest(line=line):
                self.assertEqual(cells, promised[line])

    def _write_table(self, seen):
        with TABLE.open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["model", "what", *USERS])
            for line, cells in sorted(seen.items()):
                writer.writerow([*line, *(cells[user] for user in USERS)])

    def test_customers_and_plain_staff_reach_none_of_our_rows_and_methods(self):
        """The table may say more for bookkeepers; never for these."""
        with TABLE.open(newline="") as file:
            for row in csv.DictReader(file):
                if row["what"] == "rows" or row["what"].endswith("()"):
                    with self.subTest(model=row["model"], what=row["what"]):
                        self.assertEqual((row["public"], row["portal"]), ("", ""))
                if row["what"] == "rows":
                    self.assertEqual(row["internal"], "")

    def test_customers_read_none_of_our_fields(self):
        for name, field in self._fields():
            # How a company has set up its zone is what its visitors see anyhow.
            allowed = "read" if name == "res.company" else ""
            with self.subTest(model=name, field=field):
                for user in ("public", "portal"):
                    self.assertEqual(self._field_access(name, field, user), allowed)

    def test_rows_of_one_company_stay_in_that_company(self):
        """Every model of ours that belongs to a company has a rule that says so."""
        rules = self.env["ir.rule"].sudo()
        for name in self._models():
            model = self.env[name]
            if model._transient or "company_id" not in model._fields:
                continue
            if not model._fields["company_id"].store:
                continue
            domains = rules.search(
                [("model_id.model", "=", name), ("groups", "=", False)]
            ).mapped("domain_force")
            with self.subTest(model=name):
                self.assertTrue(any("company_id" in domain for domain in domains))
