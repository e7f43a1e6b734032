"""Tells PostgreSQL what a page is: a few rows of one customer, wanted at once."""

# For the planner each customer is an average one. For one who owns much of a table it
# would read that from end to end, compile the query, or call other processes to help:
# each costs more than a page that stops after so many rows.
FOR_FEW_ROWS = """
SELECT set_config('enable_seqscan', 'off', TRUE), set_config('jit', 'off', TRUE),
       set_config('max_parallel_workers_per_gather', '0', TRUE)
"""


def expect_few_rows(env):
    """Have indexes used for the rest of this transaction."""
    env.cr.execute(FOR_FEW_ROWS)
