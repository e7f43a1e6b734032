import contextlib

from odoo import models

NUMBERS = "sagepay.numbers"


class AccountMove(models.Model):
    """Numbers the many entries of one day without looking up the last one for each."""

    _inherit = "account.move"

    @contextlib.contextmanager
    def _sagepay_numbered_together(self):
        """Within this, the number given last is known.

        The first one is looked up and locked as always: until the transaction ends,
        nobody else can take one after it.
        """
        data = self.env.cr.precommit.data
        data[NUMBERS] = {}
        try:
            yield
        finally:
            data.pop(NUMBERS, None)

    def _set_next_sequence(self):
        """Remember the number for the next entry."""
        result = super()._set_next_sequence()
        numbers = self.env.cr.precommit.data.get(NUMBERS)
        if numbers is not None:
            numbers[self._sagepay_series()] = self.name
        return result

    def _get_last_sequence(self, relaxed=False, with_prefix=None):
        """Return the number just given where entries are numbered together."""
        numbers = self.env.cr.precommit.data.get(NUMBERS)
        if numbers and with_prefix is None:
            if last := numbers.get(self._sagepay_series()):
                return last
        return super()._get_last_sequence(relaxed=relaxed, with_prefix=with_prefix)

    def _sagepay_series(self):
        """Return what entries share that are numbered one after the other."""
        return self.journal_id, self.date, self.move_type
