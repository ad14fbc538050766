"""Pairs of figures, a peer's and Kilter's, and what is said of them together."""

from dataclasses import dataclass, field
from typing import Optional

# A figure counts as equal within this share of it; a p-value within this much.
FIGURE = 1e-9
P_VALUE = 1e-6
# A peer's distance of two equal samples is what rounding leaves: the root of some 1e-16.
ROUNDING = 1e-7


@dataclass
class Pair:
    what: str
    theirs: Optional[float]
    ours: Optional[float]
    is_p_value: bool = False
    # How far a figure may be off, as a share of it.
    tolerance: float = FIGURE
    # Why the two differ, where that is known and meant.
    reason: Optional[str] = None

    @property
    def difference(self) -> float:
        """Relative, of a p-value absolute; 0 where both have no figure, and infinite where only one has."""
        theirs, ours = known(self.theirs), known(self.ours)
        if theirs is None or ours is None:
            return 0 if theirs is ours else float("inf")
        largest = max(abs(theirs), abs(ours))
        if largest < ROUNDING:
            return 0
        return abs(theirs - ours) / (1 if self.is_p_value else largest)

    @property
    def is_equal(self) -> bool:
        return self.difference <= (P_VALUE if self.is_p_value else self.tolerance)


def known(value: Optional[float]) -> Optional[float]:
    return None if value is None or value != value else float(value)


@dataclass
class Comparison:
    """What one peer and Kilter say of one data set, by one method."""

    peer: str
    data: str
    method: str
    pairs: list[Pair] = field(default_factory=list)
    # Verdicts (drifted, alert) as (what, theirs, ours).
    verdicts: list[tuple[str, bool, bool]] = field(default_factory=list)

    def row(self) -> list[str]:
        """Of the table of comparisons. What is random on both sides does not count."""
        meant = [pair for pair in self.pairs if pair.reason is None]
        equal = sum(pair.is_equal for pair in meant)
        agreed = sum(theirs == ours for _, theirs, ours in self.verdicts)
        return [
            self.peer,
            self.data,
            self.method,
            f"{equal} of {len(meant)}",
            f"{max((pair.difference for pair in meant), default=0):.0e}",
            f"{agreed} of {len(self.verdicts)}" if self.verdicts else "",
        ]

    def differing(self) -> list[list[str]]:
        """Rows of the table of differences: figures, then verdicts."""
        figures = [
            [pair.what, shown(pair.theirs), shown(pair.ours), pair.reason or "not meant"]
            for pair in self.pairs
            if not pair.is_equal
        ]
        verdicts = [
            [f"{what}: verdict", str(theirs), str(ours), "not meant"]
            for what, theirs, ours in self.verdicts
            if theirs != ours
        ]
        return [[self.peer, self.data, self.method, *row] for row in figures + verdicts]


def shown(value: Optional[float]) -> str:
    return "none" if known(value) is None else f"{value:.12g}"
