"""The database queries a page takes, for promises about speed."""


def read_queries(case, path):
    """Return the queries a warm page takes, in their order, as text.

    :param case: an `HttpCase` with `_get`, signed in or let in by a link
    :param str path: address of the page
    """
    for _round in range(2):
        case.assertEqual(case._get(path).status_code, 200)
    case.env.flush_all()
    case.env.invalidate_all()
    recorder = case.profile(collectors=["sql"], db=False)
    with recorder:
        case._get(path)
    (asked,) = recorder._profiler__.sub_profilers
    queries = [entry["full_query"] for entry in asked.collectors[0].entries]
    return [query for query in queries if "SAVEPOINT" not in query]


def count_queries(case, path):
    """Return how many queries a warm page takes; see `read_queries`."""
    return len(read_queries(case, path))
