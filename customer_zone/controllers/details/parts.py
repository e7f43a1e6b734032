"""The sections of the form of My Details, ready to be printed."""

from ..visit.visitor import read_id
from .form import AUTOCOMPLETE, Entry, Part, may_rename
from .page import ADDRESS_PARTS, address_labels, number_labels

KINDS = {"phone": "tel", "email": "email"}


def build_parts(visitor, targets, current, typed):
    """Return the sections of the form with what was typed and what is wrong."""
    parts = []
    for key in current:
        if key == "contact":
            parts.append(_contact(visitor, targets, current, typed))
        elif key == "language":
            parts.append(_language(visitor, current, typed))
        elif key == "company":
            parts.append(_company(visitor, targets["company"], current, typed))
        elif key == "person":
            parts.append(_person(visitor, current, typed))
        else:
            parts.append(_address(visitor, key, targets[key], current, typed))
    return parts


def list_problems(env, parts, typed):
    """Return ``(id of the field, its label)`` of everything that is wrong."""
    found = [
        (entry.name, f"{part.title}: {entry.label}")
        for part in parts
        for entry in part.entries
        if entry.problem
    ]
    if ("", "note") in typed.problems:
        found.append(("note", env._("Anything we should know?")))
    return found


def _contact(visitor, targets, current, typed):
    env, person = visitor.env, visitor.recipient
    name = _entry("contact", "name", env._("Person"), current, typed)
    if not may_rename(targets["contact"]):
        hint = env._("Only we can change this name.")
        name = Entry("contact_name", env._("Person"), "locked", person.name, hint=hint)
    email = Entry(
        "contact_email",
        env._("E-mail"),
        "locked",
        person.email or "",
        hint=env._("Your link is sent here, so only we can change it."),
    )
    phone = _entry("contact", "phone", env._("Phone"), current, typed)
    return Part("contact", env._("Contact"), (name, email, phone))


def _language(visitor, current, typed):
    env = visitor.env
    options = tuple(env["res.lang"].get_installed())
    label = env._("Language of our documents and e-mails")
    entry = _entry("language", "lang", label, current, typed, options)
    return Part("language", env._("Language"), (entry,))


def _sent_already(env):
    """Return why one value is not the customer's to change."""
    return env._(
        "We have sent you documents already, so only we can add or change this."
    )


def _company(visitor, customer, current, typed):
    env, labels = visitor.env, number_labels(visitor.env, customer)
    entries = []
    for name, label in labels.items():
        if name in current["company"]:
            entries.append(_entry("company", name, label, current, typed))
            continue
        hint = _sent_already(env)
        value = customer[name] or ""
        entries.append(Entry(f"company_{name}", label, "locked", value, hint=hint))
    return Part("company", env._("Company"), tuple(entries))


def _person(visitor, current, typed):
    env = visitor.env
    labels = {
        "name": env._("Name"),
        "email": env._("E-mail"),
        "phone": env._("Phone"),
    }
    entries = (
        _entry("person", name, label, current, typed) for name, label in labels.items()
    )
    return Part(
        "person",
        env._("Another person who gets our invoices by e-mail"),
        tuple(entries),
        env._("Leave this empty if nobody is to be added."),
    )


def _address(visitor, key, target, current, typed):
    env, labels = visitor.env, address_labels(visitor.env)
    values = typed.values[key]
    entries = []
    for name in ADDRESS_PARTS:
        if name not in values:
            hint = _sent_already(env)
            country = target.country_id.name
            locked = Entry(f"{key}_{name}", labels[name], "locked", country, hint=hint)
            entries.append(locked)
            continue
        options = _options(env, name, values, target)
        if name != "state_id" or options:
            label = labels[name]
            entries.append(_entry(key, name, label, current, typed, options))
    titles = {
        "billing": env._("Invoice address"),
        "delivery": env._("Delivery address"),
    }
    hint = ""
    if not target:
        hint = env._("Fill this in only if we are to deliver somewhere else.")
    return Part(key, titles[key], tuple(entries), hint)


def _options(env, name, values, target):
    """Return the choices of a select; of provinces, those of the chosen country."""
    if name == "country_id":
        countries = env["res.country"].search([("code", "!=", False)])
        return (("", ""), *((str(one.id), one.name) for one in countries))
    if name != "state_id":
        return ()
    chosen = values.get("country_id", str(target.country_id.id or ""))
    if (country_id := read_id(chosen)) is None:
        return ()
    states = env["res.country.state"].search([("country_id", "=", country_id)])
    choices = tuple((str(one.id), one.name) for one in states)
    return (("", ""), *choices) if choices else ()


def _entry(key, name, label, current, typed, options=()):
    value = typed.values[key].get(name, "")
    known = current[key].get(name, "")
    now = dict(options).get(known, "") if options else known
    return Entry(
        name=f"{key}_{name}",
        label=label,
        kind="select" if options else KINDS.get(name, "text"),
        value=value,
        now=now if value != known else "",
        options=options,
        problem=typed.problems.get((key, name), ""),
        autocomplete=AUTOCOMPLETE.get(name, ""),
    )
