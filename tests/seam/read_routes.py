"""Run in Odoo's interpreter: prints the routes that our controllers declare, as JSON.

One entry per decorated method: its addon, its name, the addresses (none for an
override that keeps the inherited ones) and the options given to the decorator.
"""

import importlib
import inspect
import json
import sys

import odoo
import odoo.http
import odoo.modules
import odoo.tools


def declared(addon):
    """Return the decorated methods of an addon's controllers."""
    controllers = importlib.import_module(f"odoo.addons.{addon}.controllers")
    prefix = controllers.__name__
    for name, module in sorted(sys.modules.items()):
        if name != prefix and not name.startswith(prefix + "."):
            continue
        for _class, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == name:
                yield from methods(addon, cls)


def methods(addon, cls):
    """Return the decorated methods of one controller class."""
    for name, member in vars(cls).items():
        routing = getattr(member, "original_routing", None)
        if routing is not None:
            options = {key: value for key, value in routing.items() if key != "routes"}
            yield {
                "addon": addon,
                "method": name,
                "routes": routing.get("routes") or [],
                "options": {
                    key: value if isinstance(value, bool | int | str | list) else True
                    for key, value in options.items()
                },
            }


def main(config, *addons):
    """Print the routes of the addons."""
    odoo.tools.config.parse_config(["-c", config])
    odoo.modules.module.initialize_sys_path()
    print(json.dumps([entry for addon in addons for entry in declared(addon)]))


main(*sys.argv[1:])
