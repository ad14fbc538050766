"""River's detectors beside Kilter's, each replaced (there) or starting afresh (here) after a detection."""

import numpy as np
from river.drift import ADWIN, KSWIN, PageHinkley
from river.drift.binary import DDM, EDDM, HDDMA, HDDMW

from kilter import ask
from timing import fastest

# River's, Kilter's, and the streams they are for. River has no warnings without asking, so drifts alone are compared.
DETECTORS = [
    ("ADWIN", lambda: ADWIN(), {"kind": "ADWIN"}, ["errors", "numbers"]),
    ("DDM", lambda: DDM(), {"kind": "DDM"}, ["errors"]),
    (
        "EDDM, .9 and .8",
        lambda: EDDM(alpha=0.9, beta=0.8),
        {"kind": "EDDM", "options": {"warningRatio": 0.9, "driftRatio": 0.8}},
        ["errors"],
    ),
    ("HDDM_A", lambda: HDDMA(), {"kind": "HDDM_A"}, ["errors"]),
    (
        "HDDM_A, two-sided",
        lambda: HDDMA(two_sided_test=True),
        {"kind": "HDDM_A", "options": {"twoSided": True}},
        ["errors"],
    ),
    ("HDDM_W", lambda: HDDMW(), {"kind": "HDDM_W"}, ["errors"]),
    (
        "HDDM_W, two-sided",
        lambda: HDDMW(two_sided_test=True),
        {"kind": "HDDM_W", "options": {"twoSided": True}},
        ["errors"],
    ),
    ("Page-Hinkley", lambda: PageHinkley(), {"kind": "PAGE_HINKLEY"}, ["errors", "numbers"]),
    (
        "Page-Hinkley, threshold 20, up",
        lambda: PageHinkley(threshold=20, mode="up"),
        {"kind": "PAGE_HINKLEY", "options": {"threshold": 20, "mode": "UP"}},
        ["errors", "numbers"],
    ),
    ("KSWIN (random)", lambda: KSWIN(seed=1), {"kind": "KSWIN"}, ["numbers"]),
]


def compare(streams: dict[str, np.ndarray]) -> list[list[str]]:
    """Rows of a table: detector, stream, both sides' indices, whether equal, and microseconds a value."""
    runs = [(name, make, request, stream) for name, make, request, on in DETECTORS for stream in on]
    ours = ask("detectors", {"streams": streams, "runs": [{"request": r, "stream": s} for _, _, r, s in runs]})
    return [row(name, make, streams[stream], stream, our) for (name, make, _, stream), our in zip(runs, ours)]


def row(name: str, make, values: np.ndarray, stream: str, ours: dict) -> list[str]:
    numbers = values.tolist()
    theirs = drifts(make, numbers)
    seconds = fastest(lambda: drifts(make, numbers))
    their_cost, our_cost = (1e6 * total / len(numbers) for total in (seconds, ours["ms"] / 1000))
    equal = "yes" if theirs == ours["drifts"] else "no"
    indices = [" ".join(map(str, found)) or "none" for found in (theirs, ours["drifts"])]
    return [name, stream, *indices, equal, f"{their_cost:.2f}", f"{our_cost:.2f}"]


def drifts(make, values: list[float]) -> list[int]:
    found, detector = [], make()
    for i, value in enumerate(values):
        detector.update(value)
        if detector.drift_detected:
            found.append(i)
            detector = make()
    return found
