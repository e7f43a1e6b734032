"""The form that asks for a change of My Details: fields, what was typed, problems."""

import re
from dataclasses import dataclass, field

from odoo.tools.mail import single_email_re

from ..visit.visitor import read_id
from .numbers import check_numbers
from .page import ADDRESS_PARTS, address_labels

MOST_LETTERS = 150
NOTE_LETTERS = 1000
PHONE = re.compile(r"[+(]?\d[\d ()./+-]{3,28}")
# Countries whose postal codes are of one form that Odoo does not know about.
POSTAL_CODES = {"ZA": re.compile(r"\d{4}")}
AUTOCOMPLETE = {
    "name": "name",
    "email": "email",
    "phone": "tel",
    "street": "address-line1",
    "street2": "address-line2",
    "city": "address-level2",
    "zip": "postal-code",
    "state_id": "address-level1",
    "country_id": "country",
}


@dataclass(frozen=True)
class Entry:
    """One field of the form.

    :param kind: ``text``, ``tel``, ``email``, ``select`` or ``locked``
    :param value: text in the field; of a select, the key of an option
    :param now: what is on file, where the field says otherwise
    :param options: ``(key, text)`` of a select
    :param hint: why it is locked
    """

    name: str
    label: str
    kind: str
    value: str
    now: str = ""
    options: tuple = ()
    hint: str = ""
    problem: str = ""
    autocomplete: str = ""


@dataclass(frozen=True)
class Part:
    """One section of the form."""

    key: str
    title: str
    entries: tuple
    hint: str = ""


@dataclass
class Typed:
    """What the visitor sent, and what is wrong with it, by field of the form.

    :param values: ``{section: {field: text}}``, records as ids
    :param problems: ``{(section, field): sentence}``
    """

    values: dict
    note: str = ""
    problems: dict = field(default_factory=dict)


def current_values(visitor, targets, sections):
    """Return what is on file, in the shape of :attr:`Typed.values`."""
    text_of = visitor.env["customer.zone.change.request.line"]._zone_text_of
    return {
        key: {name: text_of(targets[key], name) for name in fields_of(key, targets)}
        for key in sections
    }


def fields_of(section, targets):
    """Return the fields of a section that can be typed into."""
    target = targets[section]
    if section == "contact":
        return ("name", "phone") if may_rename(target) else ("phone",)
    if section == "language":
        return ("lang",)
    if section == "company":
        # Core's rule: no other number once there are documents.
        return ("company_registry", "vat") if target.can_edit_vat() else ()
    if section == "person":
        return ("name", "email", "phone")
    if target and not target._can_edit_country():
        return tuple(name for name in ADDRESS_PARTS if name != "country_id")
    return ADDRESS_PARTS


def may_rename(contact):
    """Return whether a customer may ask for another name of this contact.

    Never of the customer itself (the name is on documents), nor of who signs in.
    """
    return contact.commercial_partner_id != contact and not contact.user_ids


def with_waiting(visitor, values):
    """Return what is on file with what the visitor already asked for on top."""
    requests = visitor.env["customer.zone.change.request"]
    asked = requests._zone_of(visitor.event_values)
    values = {key: dict(part) for key, part in values.items()}
    for line in asked.filtered(lambda one: one.state == "waiting").line_ids:
        if line.field_name in values.get(line.section, {}):
            values[line.section][line.field_name] = line.new_value or ""
    return values


def read_typed(current, form):
    """Return what was sent, for the fields of the form and no others.

    :param dict form: fields of the request, from outside
    """
    values = {
        key: {name: _clean(form.get(f"{key}_{name}")) for name in part}
        for key, part in current.items()
    }
    note = form.get("note")
    return Typed(values, note.strip() if isinstance(note, str) else "")


def changes_of(current, typed, targets):
    """Return the lines of a request: only what differs from what is on file."""
    return [
        {
            "section": key,
            "partner_id": targets[key].id,
            "field_name": name,
            "old_value": current[key][name],
            "new_value": text,
        }
        for key, part in typed.values.items()
        for name, text in part.items()
        if text != current[key][name]
    ]


def check(portal, visitor, targets, current, typed):
    """Note everything that is wrong in the sections that were changed.

    :param portal: controller with core's address rules
    """
    env = visitor.env
    for key, part in typed.values.items():
        if part == current[key]:
            continue
        for name, text in part.items():
            if len(text) > MOST_LETTERS or not text.isprintable():
                typed.problems[key, name] = env._(
                    "Please use at most %(most)s ordinary characters.",
                    most=MOST_LETTERS,
                )
        if key in ("billing", "delivery"):
            _check_address(portal, visitor, targets[key], key, typed)
        elif key == "company":
            check_numbers(env, targets[key], typed)
        else:
            _check_person(env, key, part, typed.problems)
    if len(typed.note) > NOTE_LETTERS:
        typed.problems["", "note"] = env._(
            "Please use at most %(most)s characters.", most=NOTE_LETTERS
        )


def _check_person(env, key, part, problems):
    if "name" in part and not part["name"]:
        problems[key, "name"] = env._("Please write the person's name.")
    if "email" in part and not single_email_re.match(part["email"]):
        problems[key, "email"] = env._(
            "Please write an e-mail address, for example name@company.co.za."
        )
    if part.get("phone") and not PHONE.fullmatch(part["phone"]):
        problems[key, "phone"] = env._(
            "Please write a telephone number, for example 021 555 0117."
        )
    if "lang" in part and part["lang"] not in dict(env["res.lang"].get_installed()):
        problems[key, "lang"] = env._("Please choose one of the languages.")


def _check_address(portal, visitor, target, key, typed):
    """Hold an address against core's rules for the address pages of the portal."""
    env, part = visitor.env, typed.values[key]
    labels = address_labels(env)
    country = _record(env["res.country"], part.get("country_id"))
    if "country_id" not in part:
        country = target.country_id
    state = _record(env["res.country.state"], part["state_id"])
    if state.country_id != country:
        state = state.browse()
    known = {"country_id": str(country.id or ""), "state_id": str(state.id or "")}
    part.update({name: text for name, text in known.items() if name in part})
    values, _extra = portal._parse_form_data({**part, **known})
    person = target or visitor.customer
    values |= {name: person[name] or "" for name in ("name", "email", "phone")}
    invalid, missing, _messages = portal._validate_address_values(
        values, target, key, False, ""
    )
    for name in missing & part.keys():
        typed.problems[key, name] = env._("%(field)s is needed.", field=labels[name])
    for name in invalid & part.keys():
        typed.problems[key, name] = env._("Only we can change this.")
    pattern = POSTAL_CODES.get(country.code)
    if part["zip"] and pattern and not pattern.fullmatch(part["zip"]):
        typed.problems[key, "zip"] = env._(
            "A South African postal code has 4 digits, for example 7600."
        )


def _clean(value):
    """Return the text of one field; anything but text counts as nothing."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _record(model, text):
    """Return the record with this id, from outside; an empty one for anything else."""
    return model.browse(read_id(text or "") or []).exists()
