"""Template databases: one with Odoo's modules, one per ring with our addons on top."""

from . import databases, locking, odoo, odoo_source, postgres, venv
from .paths import ADDONS, HOME, ROOT, checksum, fingerprint
from .progress import Problem, step

MODULES = ("sale_management", "account_payment", "l10n_za")
COUNTRY = "ZA"
RINGS = {
    "zone": ("customer_zone",),
    "gateway": ("payment_sagepay",),
    "both": ADDONS,
}
# What is not loaded into the database when an addon is installed.
NOT_INSTALLED = {"tests", "controllers", "paynow", "readme", "static", "__pycache__"}
KEPT = 3

PREPARE = """
env['ir.config_parameter'].set_param('ir_attachment.location', 'db')
env['ir.attachment'].force_storage()
if {gap}:
    env['ir.asset'].create({{
        'name': 'left out of the package', 'bundle': 'web.assets_backend',
        'directive': 'remove', 'path': '{stub}'}})
env.cr.commit()
"""


def _unfinished(label):
    """Return the name of a template while it is built."""
    return databases.name("run", label, databases.owner())


def base():
    """Return the template with Odoo's modules alone, building it the first time."""
    lock = checksum(venv.LOCKS / "odoo.lock")
    mark = fingerprint(odoo_source.version(), lock, MODULES, COUNTRY, PREPARE)
    template = databases.name("base", mark)
    with locking.exclusive("template-base"):
        if not databases.exists(template):
            with step("template database with Odoo's modules, once"):
                _build_base(template)
            _drop_older("base", keep=1)
    return template


def _build_base(template):
    """Initialise a database, install the modules, give it its final name."""
    config = odoo.write_config("template")
    database = _unfinished("base")
    try:
        init = ("db", "init", "--country", COUNTRY, database)
        odoo.call(config, *init, log="template", failure="Initialising the template")
        install = ("module", "install", *MODULES, "-d", database)
        odoo.call(config, *install, log="template", failure="Installing Odoo's modules")
        text = PREPARE.format(gap=odoo_source.has_stub_gap(), stub=odoo_source.STUB)
        odoo.script(config, database, text, "template-end", "Finishing the template")
        databases.rename(database, template)
    finally:
        databases.drop(database)


def addon_files(addon):
    """Return the files of an addon that matter to its installation, sorted."""
    folder = HOME / odoo.place(addon)
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not NOT_INSTALLED.intersection(path.relative_to(folder).parts)
    )


def require_addons(addons):
    """Refuse to go on when an addon is not there."""
    for addon in addons:
        if not (ROOT / odoo.place(addon) / "__manifest__.py").exists():
            raise Problem(f"The addon {addon} is not there yet: nothing to test.")


def addons_mark(addons):
    """Return what changes when the addons have to be installed anew."""
    files = [path for addon in addons for path in addon_files(addon)]
    return fingerprint(*(f"{path}:{checksum(path)}" for path in files))


def remember(database, addons):
    """Note in a database which state of the addons it holds."""
    mark = addons_mark(addons)
    postgres.sql(f"COMMENT ON DATABASE \"{database}\" IS '{mark}'")


def upgrade(database, addons):
    """Upgrade the addons in a database that stays, when they have changed."""
    rows = postgres.sql(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        f" WHERE datname = '{database}'"
    )
    if rows == [[addons_mark(addons)]]:
        return
    config = odoo.write_config("upgrade", addons)
    with step(f"upgrading {' and '.join(addons)}"):
        odoo.upgrade(config, database, addons, log="upgrade")
    remember(database, addons)


def with_addons(label, addons):
    """Return the template of a ring, with its addons installed as they are now."""
    require_addons(addons)
    below = base()
    if not addons:
        return below
    template = databases.name(label, fingerprint(below, addons_mark(addons)))
    with locking.exclusive(f"template-{label}"):
        if not databases.exists(template):
            with step(f"installing {' and '.join(addons)}"):
                _install(below, template, label, addons)
            _drop_older(label, keep=KEPT)
    return template


def _install(below, template, label, addons):
    """Install addons on a copy of a template and give it its final name."""
    if HOME != ROOT:
        raise Problem(f"The databases of {HOME} are not there yet.")
    config = odoo.write_config(f"template-{label}", addons)
    database = _unfinished(label)
    try:
        databases.clone(below, database)
        install = ("module", "install", *addons, "-d", database)
        failure = f"Installing {' and '.join(addons)}"
        log = odoo.call(config, *install, log=f"install-{label}", failure=failure)
        found = complaints(log)
        if found or not _installed(database, addons):
            lines = "\n".join(found)
            raise Problem(
                f"{failure} did not go without complaint; see {log}.\n{lines}"
            )
        databases.rename(database, template)
    finally:
        databases.drop(database)


def complaints(log):
    """Return the lines of one of Odoo's logs at WARNING or above."""
    levels = (" WARNING ", " ERROR ", " CRITICAL ")
    lines = log.read_text(errors="replace").splitlines()
    return [text for text in lines if any(level in text for level in levels)]


def _installed(database, addons):
    """Tell whether the addons are installed in a database."""
    rows = postgres.sql(
        "SELECT name FROM ir_module_module WHERE state = 'installed'", database
    )
    return set(addons) <= {row[0] for row in rows}


def _drop_older(label, keep):
    """Drop templates that newer ones have replaced."""
    rows = postgres.sql(
        "SELECT datname FROM pg_database"
        f" WHERE datname LIKE '{databases.name(label)}\\_%' ORDER BY oid DESC"
    )
    for (template,) in rows[keep:]:
        databases.drop(template)
