"""SciPy's tests and scikit-learn's metrics beside Kilter's."""

import warnings

import numpy as np
from scipy import spatial, stats
from sklearn import metrics

from figures import Comparison, Pair
from kilter import ask
from samples import Scored, Sides


def compare_tests(sides: Sides) -> list[Comparison]:
    comparisons: dict[str, Comparison] = {}
    answers = ask("tests", {"columns": sides.question()})
    for column, ours in zip(sides.question(), answers):
        reference, current = (known(column[side]) for side in ("reference", "current"))
        for name, answer in ours.items():
            comparison = comparisons.setdefault(name, Comparison("SciPy", sides.name, name))
            statistic, p_value = TESTS[name](reference, current)
            our_statistic = answer["statistic"] if isinstance(answer, dict) else answer
            comparison.pairs.append(Pair(column["name"], statistic, our_statistic))
            if p_value is not None:
                comparison.pairs.append(Pair(f"{column['name']}: p", p_value, answer["pValue"], True))
    return list(comparisons.values())


def known(values: np.ndarray) -> np.ndarray:
    return values[~np.isnan(values)]


def of_test(test, **options):
    def run(reference, current):
        with warnings.catch_warnings():
            # That a p-value was cut off at the ends of its table, or that the exact law took long.
            warnings.simplefilter("ignore")
            result = test(reference, current, **options)
        return result.statistic, result.pvalue

    return run


def anderson(reference, current):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = stats.anderson_ksamp([reference, current])
    return result.statistic, result.pvalue


def counts(reference, current) -> np.ndarray:
    values = np.union1d(reference, current)
    return np.array([[np.sum(side == value) for value in values] for side in (reference, current)])


def contingency(reference, current):
    result = stats.chi2_contingency(counts(reference, current))
    return result.statistic, result.pvalue


def jensen_shannon(reference, current):
    return spatial.distance.jensenshannon(*counts(reference, current), base=2), None


TESTS = {
    "ks_2samp_exact": of_test(stats.ks_2samp, method="exact"),
    "ks_2samp_asymp": of_test(stats.ks_2samp, method="asymp"),
    "cramervonmises_2samp": of_test(stats.cramervonmises_2samp, method="asymptotic"),
    "anderson_ksamp": anderson,
    "mannwhitneyu": of_test(stats.mannwhitneyu, method="asymptotic"),
    "wasserstein_distance": lambda reference, current: (stats.wasserstein_distance(reference, current), None),
    "chi2_contingency": contingency,
    "jensenshannon": jensen_shannon,
}

THRESHOLD = 0.5


def compare_metrics(scored: Scored) -> Comparison:
    targets, scores = scored.current["targets"].to_numpy(), scored.current["scores"].to_numpy()
    answered = (scores >= THRESHOLD).astype(int)
    theirs = {
        "accuracy": metrics.accuracy_score(targets, answered),
        "balancedAccuracy": metrics.balanced_accuracy_score(targets, answered),
        "precision": metrics.precision_score(targets, answered),
        "recall": metrics.recall_score(targets, answered),
        "specificity": metrics.recall_score(targets, answered, pos_label=0),
        "f1": metrics.f1_score(targets, answered),
        "mcc": metrics.matthews_corrcoef(targets, answered),
        "rocAuc": metrics.roc_auc_score(targets, scores),
        "prAuc": metrics.average_precision_score(targets, scores),
        "logLoss": metrics.log_loss(targets, scores),
        "brier": metrics.brier_score_loss(targets, scores),
    }
    ours = ask("scores", {"targets": targets, "scores": scores, "threshold": THRESHOLD})
    comparison = Comparison("scikit-learn", scored.name, "metrics of the current rows")
    comparison.pairs += [Pair(name, float(theirs[name]), ours[name]) for name in theirs]
    return comparison
