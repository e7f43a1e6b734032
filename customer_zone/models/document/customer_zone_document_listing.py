from functools import partial

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class CustomerZoneDocumentMixin(models.AbstractModel):
    """What keeps a list as quick for a million documents as for a hundred."""

    _inherit = "customer.zone.document.mixin"

    @api.model
    def _zone_count_each(self, domains, most, order=None):
        """Return how many documents each domain has, counted up to a limit.

        One SQL statement, which looks at no more than the limit for each of them.

        :param dict domains: domain by any key
        :param int most: the number at which counting stops
        :param str order: in which they are counted; in the order of an index PostgreSQL
            reads no others
        :rtype: dict of int
        """
        parts = [
            SQL(
                "(SELECT COUNT(*) FROM (%s) part)",
                self._search(domain, limit=most, order=order).select(),
            )
            for domain in domains.values()
        ]
        ((*counts,),) = self.env.execute_query(SQL("SELECT %s", SQL(", ").join(parts)))
        return dict(zip(domains, counts, strict=True))

    def _zone_after_domain(self, columns, is_downwards):
        """Return the domain of what a list ordered by `columns` shows after this one.

        Compared as one row, so that an index on the columns finds the place at once.
        The first column may be empty; PostgreSQL puts such rows first going down.

        :param columns: field names, the last of them is the id
        :param is_downwards: whether all columns are ordered downwards
        """
        self.ensure_one()
        beyond = "<" if is_downwards else ">"
        # ORM domains take zero for empty as well.
        is_empty = Domain.custom(to_sql=partial(_empty_sql, columns[0]))
        if self[columns[0]] is False:
            rest = is_empty & Domain("id", beyond, self.id)
            return rest | ~is_empty if is_downwards else rest
        values = (*(self[name] for name in columns[:-1]), self.id)
        after = Domain.custom(to_sql=partial(_row_sql, columns, SQL(beyond), values))
        may_be_empty = not is_downwards and not self._fields[columns[0]].required
        return after | is_empty if may_be_empty else after


def _empty_sql(column, model, alias, query):
    return SQL("%s IS NULL", model._field_to_sql(alias, column, query))


def _row_sql(columns, sign, values, model, alias, query):
    names = SQL(", ").join(model._field_to_sql(alias, name, query) for name in columns)
    return SQL("(%s) %s %s", names, sign, values)
