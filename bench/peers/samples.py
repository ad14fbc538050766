"""The data that both sides are given: halves of the sample files, samples of 100,000 rows, scores and streams."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GroupKFold


@dataclass
class Sides:
    """A reference and what is compared with it: the same columns, numbers as float64 and texts as str."""

    name: str
    reference: pd.DataFrame
    current: pd.DataFrame

    @property
    def numeric(self) -> list[str]:
        return [name for name in self.reference if self.reference[name].dtype == np.float64]

    @property
    def categorical(self) -> list[str]:
        return [name for name in self.reference if self.reference[name].dtype != np.float64]

    def first(self, rows: int) -> "Sides":
        name = f"{self.name}, first {rows:,} rows of each half"
        return Sides(name, self.reference.head(rows), self.current.head(rows))

    def coded(self) -> "Sides":
        """Categories as numbers, in the order of their texts: what a store of features would hold."""
        codes = {
            name: {text: code for code, text in enumerate(sorted(set(self.reference[name]) | set(self.current[name])))}
            for name in self.categorical
        }

        def code(side: pd.DataFrame) -> pd.DataFrame:
            return side.assign(**{name: side[name].map(of).astype(int) for name, of in codes.items()})

        return Sides(self.name, code(self.reference), code(self.current))

    def question(self) -> list[dict]:
        """As Kilter is asked: columns of numbers."""
        coded = self.coded()
        return [
            {
                "name": name,
                "kind": "NUMERIC" if name in self.numeric else "CATEGORICAL",
                "reference": coded.reference[name].to_numpy(float),
                "current": coded.current[name].to_numpy(float),
            }
            for name in self.reference
        ]


@dataclass
class LabelledTable:
    features: pd.DataFrame
    targets: np.ndarray
    # Rows with one key may be copies of each other.
    keys: np.ndarray

    def halves(self, name: str) -> Sides:
        half = len(self.features) // 2
        return Sides(name, self.features.iloc[:half], self.features.iloc[half:].reset_index(drop=True))


def ecommerce(folder: Path) -> LabelledTable:
    table = pd.read_csv(folder / "ecommerce_churn.csv")
    keys = ((table["CustomerID"] - 50001) % 2815) % 1470
    return labelled(table, "CustomerID", table["Churn"] == 1, keys)


def telco(folder: Path) -> LabelledTable:
    table = pd.read_csv(folder / "telco_churn.csv")
    # Eleven totals are blank.
    table["TotalCharges"] = pd.to_numeric(table["TotalCharges"], errors="coerce")
    return labelled(table, "customerID", table["Churn"] == "Yes", np.arange(len(table)))


def labelled(table: pd.DataFrame, subject: str, churned: pd.Series, keys) -> LabelledTable:
    """Whole numbers become float64: NumPy's histograms of integers have bins of at least 1, whatever the rule says."""
    features = table.drop(columns=[subject, "Churn"])
    numbers = features.select_dtypes("number").columns
    return LabelledTable(features.astype({name: float for name in numbers}), churned.to_numpy(int), np.asarray(keys))


@dataclass
class Scored:
    """Scores of a binary model, its answers, and the truth of the reference and of the current rows."""

    name: str
    reference: pd.DataFrame
    current: pd.DataFrame

    def question(self) -> dict:
        def side(rows: pd.DataFrame, columns) -> dict:
            return {name: rows[name].to_numpy() for name in columns}

        return {
            "reference": side(self.reference, ["scores", "predicted", "targets"]),
            "current": side(self.current, ["scores", "predicted"]),
        }


def scored(name: str, scores: np.ndarray, targets: np.ndarray, rows_of_reference: int) -> Scored:
    rows = pd.DataFrame({"scores": scores, "predicted": (scores >= 0.5).astype(int), "targets": targets})
    return Scored(name, rows.iloc[:rows_of_reference], rows.iloc[rows_of_reference:].reset_index(drop=True))


def forest_scores(table: LabelledTable, name: str) -> Scored:
    """A forest learned on the first half: scored out of fold there, and as it is on the second."""
    data = numbers_only(table.features)
    half = len(data) // 2
    forest = RandomForestClassifier(200, min_samples_leaf=5, random_state=1, n_jobs=2)
    scores = np.empty(len(data))
    for train, test in GroupKFold(5).split(data[:half], groups=table.keys[:half]):
        scores[test] = forest.fit(data[train], table.targets[train]).predict_proba(data[test])[:, 1]
    scores[half:] = forest.fit(data[:half], table.targets[:half]).predict_proba(data[half:])[:, 1]
    return scored(name, scores, table.targets, half)


def numbers_only(features: pd.DataFrame) -> np.ndarray:
    """One column a feature: codes for texts, the median for gaps."""
    codes = features.apply(lambda column: column if column.dtype == float else pd.factorize(column, sort=True)[0])
    return codes.fillna(codes.median()).to_numpy(float)


LARGE = 100_000


def large_resample(halves: Sides) -> Sides:
    """100,000 rows of each half, drawn with replacement."""
    random = np.random.default_rng(1)

    def draw(side: pd.DataFrame) -> pd.DataFrame:
        return side.iloc[random.integers(0, len(side), LARGE)].reset_index(drop=True)

    return Sides("100,000 rows drawn from each half", draw(halves.reference), draw(halves.current))


def large_normal(columns: int) -> Sides:
    """As many normal columns, nearly all values distinct; column i has moved by 3 % of a standard deviation x i."""
    random = np.random.default_rng(2)

    def draw(step: float) -> pd.DataFrame:
        values = {f"x{i}": random.normal(step * i, 1, LARGE).round(6) for i in range(columns)}
        return pd.DataFrame(values)

    return Sides("100,000 rows of distinct numbers", draw(0), draw(0.03))


def large_scores() -> Scored:
    """100,000 + 100,000 scores that want calibrating; the current ones are higher."""
    random = np.random.default_rng(3)
    scores = np.concatenate([random.beta(0.5, 3, LARGE), random.beta(0.7, 3, LARGE)])
    targets = (random.random(2 * LARGE) < scores**1.3).astype(int)
    return scored("100,000 scores", scores, targets, LARGE)


def streams() -> dict[str, np.ndarray]:
    """Four parts of 2,500 values: 0/1 errors of changing rate, and uniform numbers of changing level."""
    random = np.random.default_rng(4)
    levels = np.repeat([0.1, 0.3, 0.1, 0.5], 2500)
    uniform = random.random(len(levels))
    return {"errors": (uniform < levels).astype(int), "numbers": levels + random.random(len(levels))}
