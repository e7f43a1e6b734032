"""Several callers at the same moment."""

import threading
import time


def at_once(*jobs):
    """Run the jobs on threads released by one barrier.

    :return: (answers, seconds) of the jobs, in their order
    :raise Exception: the first that a job raised
    """
    gate = threading.Barrier(len(jobs))
    answers, seconds, errors = [None] * len(jobs), [0.0] * len(jobs), []

    def run(position, job):
        gate.wait()
        started = time.monotonic()
        try:
            answers[position] = job()
        except Exception as error:
            errors.append(error)
        seconds[position] = time.monotonic() - started

    threads = [
        threading.Thread(target=run, args=(position, job))
        for position, job in enumerate(jobs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return answers, seconds
