"""shap's exact Shapley values of trees beside Kilter's, which reads the trees out of an ONNX file."""

import base64

import numpy as np
import shap
from skl2onnx import to_onnx
from sklearn.ensemble import GradientBoostingClassifier

from figures import Comparison, Pair
from kilter import ask
from samples import LabelledTable, numbers_only
from timing import fastest

# The file's leaves are float32.
TOLERANCE = 1e-6
ROWS = 200
BACKGROUND = 100
TREES = 200
DEPTH = 4
WAYS = {
    "pathDependent": f"path-dependent, {TREES} trees of depth {DEPTH}",
    "interventional": f"interventional with {BACKGROUND} rows, {TREES} trees of depth {DEPTH}",
}


def compare(table: LabelledTable, name: str) -> tuple[list[Comparison], list[tuple[str, float, float]]]:
    """Comparisons, and what was timed: in words, seconds a row there and here."""
    # Quarters, so that no threshold between two values is rounded to one of them in the file's float32.
    data = (np.round(numbers_only(table.features) * 4) / 4).astype(np.float32)
    model = GradientBoostingClassifier(n_estimators=TREES, max_depth=DEPTH, learning_rate=0.05, random_state=1)
    model.fit(data, table.targets)
    rows, background = data[::len(data) // ROWS][:ROWS], data[1::len(data) // BACKGROUND][:BACKGROUND]
    onnx = to_onnx(model, data[:1], options={"zipmap": False}).SerializeToString()
    ours = ask(
        "shapley",
        {
            "onnx": base64.b64encode(onnx).decode(),
            "training": data.astype(float),
            "background": background.astype(float),
            "rows": rows.astype(float),
        },
    )
    explainers = {
        "pathDependent": shap.TreeExplainer(model, feature_perturbation="tree_path_dependent"),
        "interventional": shap.TreeExplainer(model, background, feature_perturbation="interventional"),
    }
    comparisons, times = [], []
    for way, explainer in explainers.items():
        theirs = np.column_stack([explainer.shap_values(rows), np.full(len(rows), explainer.expected_value)])
        comparison = Comparison("shap", name, f"TreeSHAP, {WAYS[way]}")
        comparison.pairs += pairs(theirs, np.array(ours[way]["values"]))
        comparisons.append(comparison)
        seconds = fastest(lambda: explainer.shap_values(rows)) / len(rows)
        times.append((f"TreeSHAP of a row, {WAYS[way]}, {name}", seconds, ours[way]["ms"] / 1000 / len(rows)))
    return comparisons, times


def pairs(theirs: np.ndarray, ours: np.ndarray) -> list[Pair]:
    """By row, against the row's largest value: what adds up to nearly nothing says little of its own error."""
    scale = np.abs(theirs).max(axis=1, keepdims=True)
    gaps = np.abs(theirs - ours) / scale
    return [Pair(f"row {i}", 1.0, 1.0 + float(gap), tolerance=TOLERANCE) for i, gap in enumerate(gaps.max(axis=1))]
