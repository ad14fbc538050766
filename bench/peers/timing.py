"""How long a peer takes."""

import time
from typing import Callable

# As many as on Kilter's side.
RUNS = 7


def fastest(work: Callable[[], object]) -> float:
    """The fastest of some runs, in seconds, after one that does not count: what else the machine does only adds to it."""
    work()
    return min(timed(work) for _ in range(RUNS))


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
