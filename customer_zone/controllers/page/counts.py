"""Numbers of rows, counted up to a limit: a list costs the same however long it is."""

MOST_COUNTED = 1000


class Count(int):
    """How many rows there are; of more than can be counted, only that it is more."""

    @property
    def is_more(self):
        """Return whether there are more than were counted."""
        return self > MOST_COUNTED

    def __str__(self):
        if self.is_more:
            return f"{MOST_COUNTED:,}+".replace(",", "\N{NO-BREAK SPACE}")
        return int.__repr__(self)


def count(records, domain):
    """Return how many records a domain has; one query, which stops at the limit.

    :param records: (empty) records of the model
    :rtype: Count
    """
    return Count(records.search_count(domain, limit=MOST_COUNTED + 1))


def count_each(records, domains, order=None):
    """Return how many records each domain has; one query.

    :param records: (empty) records of a document model
    :param dict domains: domain by any key
    :param str order: that of an index which finds all of them
    :rtype: dict of :class:`Count`
    """
    counts = records._zone_count_each(domains, MOST_COUNTED + 1, order)
    return {key: Count(count) for key, count in counts.items()}


def add(*counts):
    """Return the sum of counts.

    :rtype: Count
    """
    return Count(sum(counts))
