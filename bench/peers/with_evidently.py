"""Evidently's drift report beside Kilter's figures in its dialect."""

from evidently import DataDefinition, Dataset, Report
from evidently.metrics import ValueDrift
from evidently.presets import DataDriftPreset

from figures import Comparison, Pair
from kilter import ask
from samples import Sides
from timing import fastest

NAMES = {
    "KOLMOGOROV_SMIRNOV": ("ks", "K-S p_value"),
    "CRAMER_VON_MISES": ("cramer_von_mises", "Cramer-von Mises"),
    "ANDERSON_DARLING": ("anderson", "Anderson-Darling"),
    "MANN_WHITNEY": ("mannw", "Mann-Whitney U-rank test"),
    "CHI_SQUARE": ("chisquare", "chi-square p_value"),
    "Z_TEST": ("z", "Z-test p_value"),
    "POPULATION_STABILITY": ("psi", "PSI"),
    "KULLBACK_LEIBLER": ("kl_div", "Kullback-Leibler divergence"),
    "JENSEN_SHANNON": ("jensenshannon", "Jensen-Shannon distance"),
    "HELLINGER": ("hellinger", "Hellinger distance"),
    "WASSERSTEIN": ("wasserstein", "Wasserstein distance (normed)"),
}
TESTS = {"KOLMOGOROV_SMIRNOV", "CRAMER_VON_MISES", "ANDERSON_DARLING", "MANN_WHITNEY", "CHI_SQUARE", "Z_TEST"}
DISTANCES = ["POPULATION_STABILITY", "KULLBACK_LEIBLER", "JENSEN_SHANNON", "HELLINGER"]
METHODS = {
    "NUMERIC": [
        "KOLMOGOROV_SMIRNOV",
        "CRAMER_VON_MISES",
        "ANDERSON_DARLING",
        "MANN_WHITNEY",
        "WASSERSTEIN",
        *DISTANCES,
    ],
    "CATEGORICAL": ["CHI_SQUARE", *DISTANCES],
}
NO_METHODS = {"NUMERIC": [], "CATEGORICAL": []}


def datasets(sides: Sides) -> tuple[Dataset, Dataset]:
    definition = DataDefinition(numerical_columns=sides.numeric, categorical_columns=sides.categorical)
    return tuple(Dataset.from_pandas(side, data_definition=definition) for side in (sides.current, sides.reference))


def results(sides: Sides, metrics: list) -> list[dict]:
    """Name, figure and verdict of each metric."""
    told = Report(metrics, include_tests=True).run(*datasets(sides)).dict()
    drifted = {test["metric_config"]["metric_id"]: test["status"].value == "FAIL" for test in told["tests"]}
    return [{**metric, "drifted": drifted.get(metric["id"])} for metric in told["metrics"]]


def compare(sides: Sides) -> tuple[list[Comparison], list[list[str]]]:
    """Comparisons, and the rows of the table of the default choice."""
    ours = ask("evidently", {"columns": sides.question(), "methods": METHODS})
    default, table = compare_default(sides, ours)
    return [default, *(compare_method(sides, ours, method) for method in NAMES if method != "Z_TEST")], table


def compare_choice(sides: Sides) -> Comparison:
    """The default choice alone."""
    return compare_default(sides, ask("evidently", {"columns": sides.question(), "methods": NO_METHODS}))[0]


def compare_default(sides: Sides, ours: dict) -> tuple[Comparison, list[list[str]]]:
    dataset, *columns = results(sides, [DataDriftPreset()])
    theirs = {metric["config"]["column"]: metric for metric in columns}
    comparison = Comparison("Evidently", sides.name, "its own choice of method")
    share = dataset["value"]["share"]
    comparison.pairs.append(Pair("share drifted", share, ours["dataset"]["driftedShare"]))
    comparison.verdicts.append(("data set", share >= 0.5, ours["dataset"]["drifted"]))
    table = []
    for column in ours["columns"]:
        name, chosen = column["name"], column["chosen"]
        metric = theirs[name]
        method = metric["config"]["method"]
        is_p_value = chosen["method"] in TESTS
        comparison.pairs.append(Pair(name, metric["value"], chosen["value"], is_p_value))
        comparison.verdicts.append((name, metric["drifted"], chosen["drifted"]))
        comparison.verdicts.append((f"{name}: {method}", True, NAMES[chosen["method"]][1] == method))
        verdict = "drifted" if metric["drifted"] else ""
        table.append([name, method, f"{metric['value']:.9g}", f"{chosen['value']:.9g}", verdict])
    return comparison, table


def compare_method(sides: Sides, ours: dict, method: str) -> Comparison:
    short, display = NAMES[method]
    comparison = Comparison("Evidently", sides.name, display)
    columns = [column for column in ours["columns"] if method in column["methods"]]
    theirs = results(sides, [ValueDrift(column=column["name"], method=short) for column in columns])
    for column, metric in zip(columns, theirs):
        figure = column["methods"][method]
        comparison.pairs.append(
            Pair(column["name"], metric["value"], figure and figure["value"], method in TESTS)
        )
        if figure:
            comparison.verdicts.append((column["name"], metric["drifted"], figure["drifted"]))
    return comparison


def times(sides: Sides) -> dict:
    """Seconds of the default drift report on rows that are in memory; categories are codes on both sides."""
    current, reference = datasets(sides.coded())
    theirs = fastest(lambda: Report([DataDriftPreset()]).run(current, reference))
    ours = ask("evidently-time", {"columns": sides.question()})
    return {"theirs": theirs, "ours": ours["dialectMs"] / 1000, "kilter": ours["kilterMs"] / 1000}
