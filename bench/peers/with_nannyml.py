"""NannyML's drift, data quality and performance estimation beside Kilter's figures in its dialect."""

import logging

import lightgbm
import nannyml
import numpy as np

from figures import Comparison, Pair
from kilter import ask
from samples import Scored, Sides
from timing import fastest

# LightGBM writes a line a tree to the screen.
lightgbm.register_logger(logging.getLogger("lightgbm"))

NAMES = {
    "JENSEN_SHANNON": "jensen_shannon",
    "HELLINGER": "hellinger",
    "KOLMOGOROV_SMIRNOV": "kolmogorov_smirnov",
    "WASSERSTEIN": "wasserstein",
    "CHI_SQUARE": "chi2",
    "L_INFINITY": "l_infinity",
}
METHODS = {
    "NUMERIC": ["JENSEN_SHANNON", "HELLINGER", "KOLMOGOROV_SMIRNOV", "WASSERSTEIN"],
    "CATEGORICAL": ["JENSEN_SHANNON", "HELLINGER", "CHI_SQUARE", "L_INFINITY"],
}


def compare(sides: Sides) -> list[Comparison]:
    ours = ask("nannyml", {"columns": sides.question(), "methods": METHODS})
    return [
        *univariate(sides, ours),
        missing(sides, ours),
        *([unseen(sides, ours)] if sides.categorical else []),
        reconstruction(sides, ours),
        domain_classifier(sides, ours),
    ]


def chunks_of(calculator, sides: Sides):
    """NannyML's table of the current side's chunks, in its default chunks."""
    result = calculator.fit(sides.reference.copy()).calculate(sides.current.copy())
    return result.filter(period="analysis").to_df()


def univariate(sides: Sides, ours: dict) -> list[Comparison]:
    theirs = chunks_of(
        nannyml.UnivariateDriftCalculator(
            column_names=list(sides.reference),
            continuous_methods=[NAMES[method] for method in METHODS["NUMERIC"]],
            categorical_methods=[NAMES[method] for method in METHODS["CATEGORICAL"]],
        ),
        sides,
    )
    return [univariate_method(sides, ours, theirs, method) for method in NAMES]


def univariate_method(sides: Sides, ours: dict, theirs, method: str) -> Comparison:
    comparison = Comparison("NannyML", sides.name, NAMES[method])
    for column in ours["columns"]:
        if method in column["methods"]:
            table = theirs[column["name"]][NAMES[method]]
            add_series(comparison, column["name"], table, column["methods"][method], ["upper"])
    return comparison


def add_series(comparison: Comparison, name: str, table, series: dict, limits: list[str]) -> None:
    """The chunks' figures, the limits (which are the same for all chunks), and the alerts."""
    for limit in limits:
        theirs = table[f"{limit}_threshold"].iloc[0]
        comparison.pairs.append(Pair(f"{name}: {limit} limit", as_number(theirs), series[limit]))
    for chunk, (value, alert) in enumerate(zip(table["value"], table["alert"])):
        what = f"{name}: chunk {chunk}"
        comparison.pairs.append(Pair(what, as_number(value), series["values"][chunk]))
        comparison.verdicts.append((what, bool(alert), series["alerts"][chunk]))


def as_number(value) -> float | None:
    return None if value is None else float(value)


def missing(sides: Sides, ours: dict) -> Comparison:
    theirs = chunks_of(nannyml.MissingValuesCalculator(column_names=list(sides.reference), normalize=True), sides)
    comparison = Comparison("NannyML", sides.name, "missing values, share")
    for column in ours["columns"]:
        add_series(comparison, column["name"], theirs[column["name"]], column["missing"], ["lower", "upper"])
    return comparison


def unseen(sides: Sides, ours: dict) -> Comparison:
    theirs = chunks_of(nannyml.UnseenValuesCalculator(column_names=sides.categorical, normalize=True), sides)
    comparison = Comparison("NannyML", sides.name, "unseen values, share")
    for column in ours["columns"]:
        if column["unseen"] is None:
            continue
        table = theirs[column["name"]]
        for chunk, (value, alert) in enumerate(zip(table["value"], table["alert"])):
            what = f"{column['name']}: chunk {chunk}"
            comparison.pairs.append(Pair(what, float(value), column["unseen"][chunk]))
            comparison.verdicts.append((what, bool(alert), column["unseen"][chunk] > 0))
    return comparison


def reconstruction(sides: Sides, ours: dict) -> Comparison:
    calculator = nannyml.DataReconstructionDriftCalculator(column_names=list(sides.reference))
    table = chunks_of(calculator, sides)["reconstruction_error"]
    comparison = Comparison("NannyML", sides.name, "PCA reconstruction error")
    add_series(comparison, "error", table, ours["reconstruction"], ["lower", "upper"])
    return comparison


def domain_classifier(sides: Sides, ours: dict) -> Comparison:
    """Of the whole current side at once. Its learner is LightGBM, Kilter's are its own trees."""
    calculator = nannyml.DomainClassifierCalculator(
        feature_column_names=list(sides.reference), chunk_size=len(sides.reference)
    )
    table = chunks_of(calculator, sides)["domain_classifier_auroc"]
    comparison = Comparison("NannyML", sides.name, "domain classifier, AUC")
    theirs = table.to_dict("records")[0]
    comparison.pairs.append(Pair("current side", theirs["value"], ours["domain"]["auc"], reason="another learner"))
    comparison.verdicts.append(("current side", bool(theirs["alert"]), ours["domain"]["isAlert"]))
    return comparison


METRICS = {
    "accuracy": "accuracy",
    "precision": "precision",
    "recall": "recall",
    "specificity": "specificity",
    "f1": "f1",
    "rocAuc": "roc_auc",
    "prAuc": "average_precision",
}
RESAMPLED = "NannyML resamples at random"


def compare_cbpe(scored: Scored) -> tuple[list[Comparison], list[list[str]]]:
    """
    Comparisons by metric, and the rows of a table: estimates of the first chunk of the current rows. Whether to
    calibrate is decided by random splits; Kilter takes the first seed with which its own say what NannyML's say.
    """
    # Of its resamples.
    np.random.seed(1)
    estimator = cbpe().fit(scored.reference)
    theirs = estimator.estimate(scored.current.drop(columns="targets")).filter(period="analysis").to_df()
    ours = ask("cbpe", {**scored.question(), "isCalibrated": bool(estimator.needs_calibration)})
    metrics = [cbpe_metric(scored, name, theirs[METRICS[name]], ours["metrics"][name]) for name in METRICS]
    table = [cbpe_row(name, theirs[METRICS[name]].iloc[0], ours["metrics"][name][0]) for name in METRICS]
    calibrated = "calibrated" if estimator.needs_calibration else "left as they are"
    table.append(["scores", calibrated, f"so with {ours['agreeing']} of {ours['seeds']} seeds"])
    return metrics, table


def cbpe(metrics: list[str] = list(METRICS.values())) -> nannyml.CBPE:
    return nannyml.CBPE(
        problem_type="classification_binary",
        y_pred_proba="scores",
        y_pred="predicted",
        y_true="targets",
        metrics=metrics,
    )


def cbpe_metric(scored: Scored, name: str, table, chunks: list[dict]) -> Comparison:
    comparison = Comparison("NannyML", scored.name, f"CBPE: {METRICS[name]}")
    reason = RESAMPLED if name == "prAuc" else None
    for at, (theirs, ours) in enumerate(zip(table.to_dict("records"), chunks)):
        limits = ours["limits"] or {"lower": None, "upper": None}
        comparison.pairs += [
            Pair(f"chunk {at}", theirs["value"], ours["value"]),
            Pair(f"chunk {at}: sampling error", theirs["sampling_error"], ours["standardError"], reason=reason),
            Pair(f"chunk {at}: lower end", theirs["lower_confidence_boundary"], ours["lower"], reason=reason),
            Pair(f"chunk {at}: upper end", theirs["upper_confidence_boundary"], ours["upper"], reason=reason),
            Pair(f"chunk {at}: lower limit", as_number(theirs["lower_threshold"]), limits["lower"]),
            Pair(f"chunk {at}: upper limit", as_number(theirs["upper_threshold"]), limits["upper"]),
        ]
        comparison.verdicts.append((f"chunk {at}", bool(theirs["alert"]), ours["isOutside"]))
    return comparison


def cbpe_row(name: str, theirs, ours: dict) -> list[str]:
    def shown(value: float, error: float, lower: float, upper: float) -> str:
        return f"{value:.9f} ± {3 * error:.6f} in {lower:.6f}..{upper:.6f}"

    limits = ours["limits"]
    return [
        METRICS[name],
        shown(theirs["value"], theirs["sampling_error"], theirs["lower_threshold"], theirs["upper_threshold"]),
        shown(ours["value"], ours["standardError"], limits["lower"], limits["upper"]),
    ]


def cbpe_times(scored: Scored) -> list[tuple[str, float, float]]:
    """
    In words, seconds there and here: of learning the reference, of estimating the current rows in ten chunks, and of
    both. NannyML with all metrics and with ROC AUC alone; Kilter always gives all.
    """
    ours = ask("cbpe-time", scored.question())
    rows = []
    for words, metrics in {f"{len(METRICS)} metrics": list(METRICS.values()), "ROC AUC alone": ["roc_auc"]}.items():
        estimator = cbpe(metrics).fit(scored.reference)
        current = scored.current.drop(columns="targets")
        fit = fastest(lambda: cbpe(metrics).fit(scored.reference)), ours["fitMs"] / 1000
        estimate = fastest(lambda: estimator.estimate(current)), ours["estimateMs"] / 1000
        rows += [(f"{words}: fit", *fit), (f"{words}: estimate", *estimate)]
        rows.append((f"{words}: both", fit[0] + estimate[0], fit[1] + estimate[1]))
    return rows
