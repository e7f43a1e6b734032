"""What was measured, as tables for people and as JSON."""

import json

LIST_LIMIT, AGGREGATE_LIMIT = 1.5, 3.0
# Pages that sum up the whole account.
AGGREGATES = (
    "Overview",
    "Statement",
    "Statement, activity",
    "Statement, everything",
)


def print_costs(costs, sizes):
    """Print queries and processor time over the number of invoices.

    :param costs: ``{(page name, size): Cost}``
    """
    names = list(dict.fromkeys(name for name, _size in costs))
    heads = " ".join(f"{size:>9,}" for size in sizes)
    print(f"\nProcessor ms (Odoo and PostgreSQL){'':2} {heads}   last/first  queries")
    for name in names:
        rows = [costs[name, size] for size in sizes]
        times = " ".join(f"{row.processor:9.1f}" for row in rows)
        growth = rows[-1].processor / rows[0].processor
        print(f"  {name:33} {times}   {growth:8.2f} x  {_queries(rows)}")
    print(f"\n{'Server ms, as the request log has it':36} {heads}")
    for name in names:
        times = " ".join(f"{costs[name, size].server:9.1f}" for size in sizes)
        print(f"  {name:33} {times}")
    print(f"\n{'Of which PostgreSQL, processor ms':36} {heads}")
    for name in names:
        times = " ".join(f"{costs[name, size].database:9.1f}" for size in sizes)
        print(f"  {name:33} {times}")


def print_ratios(costs, sizes, pages):
    """Print our pages in terms of core's."""
    print(f"\n{'Ours in terms of core':36} processor    server      HTML")
    for page in pages:
        for size in sizes if page.beside else ():
            ours, core = costs[page.name, size], costs[page.beside, size]
            shares = (
                ours.processor / core.processor,
                ours.server / core.server,
                ours.size / core.size,
            )
            text = " ".join(f"{share:7.2f} x" for share in shares)
            print(f"  {page.name:23} {size:>9,}   {text}")


def misses(costs, sizes):
    """Return sentences on what is not flat."""
    found = []
    for name in dict.fromkeys(name for name, _size in costs):
        rows = [costs[name, size] for size in sizes]
        if name.startswith("core"):
            continue
        if len({row.queries for row in rows}) > 1:
            found.append(f"{name}: queries differ, {_queries(rows)}")
        limit = AGGREGATE_LIMIT if name in AGGREGATES else LIST_LIMIT
        growth = rows[-1].processor / rows[0].processor
        if growth > limit:
            found.append(f"{name}: {growth:.2f} x, more than {limit} x")
    return found


def write_json(path, costs, about):
    """Write everything that was measured into a file."""
    rows = [
        {
            "page": name,
            "invoices": size,
            "queries": cost.queries,
            "server_ms": round(cost.server, 2),
            "odoo_processor_ms": round(cost.odoo, 2),
            "database_processor_ms": round(cost.database, 2),
            "html_bytes": cost.size,
            "html_bytes_compressed": cost.packed,
        }
        for (name, size), cost in costs.items()
    ]
    path.write_text(json.dumps({**about, "pages": rows}, indent=1) + "\n")


def _queries(rows):
    every = [row.queries for row in rows]
    return " / ".join(
        ",".join(map(str, one))
        for one in (every[:1] if len(set(every)) == 1 else every)
    )
