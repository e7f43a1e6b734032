"""What becomes one when contacts are merged."""

from odoo.fields import Domain


def same_after_merge(model, gone, kept, names, domain=Domain.TRUE):
    """Return the records that merged contacts turn into the same, in groups.

    :param model: the model that is searched, in an environment that sees everything
    :param gone: `res.partner` records that are merged away
    :param kept: the `res.partner` record they become
    :param names: fields of which each combination may be there once
    :param domain: the records for which that holds
    :return: list of recordsets of two or more, first what is the kept contact's
        already, then in the order of the model
    """
    partners = [
        name for name in names if model._fields[name].comodel_name == "res.partner"
    ]
    ids = (gone | kept).ids
    found = model.search(
        domain & Domain.OR(Domain(name, "in", ids) for name in partners)
    )

    def key(record):
        return tuple(
            kept if name in partners and record[name] in gone else record[name]
            for name in names
        )

    def is_foreign(record):
        return any(record[name] in gone for name in partners)

    groups = found.sorted(is_foreign).grouped(key).values()
    return [group for group in groups if len(group) > 1]
