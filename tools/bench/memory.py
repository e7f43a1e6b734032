"""What a process weighs."""

import os


def resident():
    """Return the megabytes this process has at this moment."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
