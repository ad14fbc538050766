"""
The same data through Evidently, NannyML, SciPy, scikit-learn, River, shap and Kilter: figures and times side by side, as
a Markdown page. README.md says how to run it. Nothing in the project needs it.
"""

import os
import sys

# Nothing is to be left beside the sources.
sys.dont_write_bytecode = True
# Neither is to report that it was used; both look when they are imported.
os.environ["DO_NOT_TRACK"] = "1"
os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"

import argparse
import logging
import platform
import subprocess
import warnings
from datetime import date
from importlib.metadata import version
from pathlib import Path

warnings.filterwarnings("ignore")
logging.disable(logging.ERROR)

import samples
import with_evidently
import with_nannyml
import with_river
import with_scipy
import with_shap
from figures import Comparison
from kilter import ROOT, node
from samples import LabelledTable

PEERS = ["evidently", "nannyml", "river", "scipy", "scikit-learn", "shap", "numpy", "pandas"]
# A reference of so many rows is small for Evidently, which then tests instead of measuring distances.
SMALL = 1000
# Of Evidently's report and of NannyML's estimates: how many times faster Kilter is to be.
WANTED = 50


def main() -> None:
    options = read_options()
    sets = {"e-commerce": samples.ecommerce(options.data), "Telco": samples.telco(options.data)}
    comparisons, shap_times, details = [], [], []
    for name, table in sets.items():
        print(f"{name}...", flush=True)
        compared, times, tables_shown = compare_set(name, table)
        comparisons += compared
        shap_times += times
        details += tables_shown
    print("detectors...", flush=True)
    detectors = with_river.compare(samples.streams())
    print("100,000 rows...", flush=True)
    large, times = compare_large(sets["e-commerce"])
    comparisons += large
    page = [
        "# Kilter beside its peers",
        made_by(),
        summary(comparisons),
        "## Times",
        ABOUT_TIMES,
        markdown(["What", "Peer", "Its time", "Kilter", "Ratio", "Wanted"], times + shap_times),
        "## Online detectors",
        ABOUT_DETECTORS,
        markdown(["Detector", "Stream", "River", "Kilter", "Equal", "River, µs a value", "Kilter, µs"], detectors),
        "## Figures",
        ABOUT_FIGURES,
        markdown(
            ["Peer", "Data", "What", "Equal", "Greatest difference", "Verdicts equal"],
            [comparison.row() for comparison in comparisons],
        ),
        *differences(comparisons),
        *details,
    ]
    options.out.write_text("\n\n".join(page) + "\n")
    print(f"{summary(comparisons)}\nWritten to {options.out}.")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Kilter's figures and times beside those of its peers.")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data", help="the folder of the sample files")
    parser.add_argument("--out", type=Path, default=Path("peers.md"), help="the Markdown file to write")
    return parser.parse_args()


def made_by() -> str:
    node_version = subprocess.run([node(), "--version"], capture_output=True, text=True, check=True).stdout.strip()
    versions = ", ".join(f"{name} {version(name)}" for name in PEERS)
    return (
        f"Made by `bench/peers/compare.py` on {date.today()}, {os.cpu_count()} cores ({processor()}). "
        f"Kilter on Node {node_version}; Python {platform.python_version()} with {versions}."
    )


def processor() -> str:
    about = Path("/proc/cpuinfo")
    names = about.read_text().splitlines() if about.exists() else []
    models = [line.partition(":")[2].strip() for line in names if line.startswith("model name")]
    return models[0] if models else platform.machine()


def compare_set(name: str, table: LabelledTable) -> tuple[list[Comparison], list[list[str]], list[str]]:
    """Comparisons, rows of the table of times, and parts of the page."""
    halves = table.halves(f"{name} halves")
    scored = samples.forest_scores(table, f"{name} halves")
    by_evidently, choice = with_evidently.compare(halves)
    by_tests, _ = with_evidently.compare(halves.first(SMALL))
    by_nannyml = with_nannyml.compare(halves)
    by_cbpe, estimates = with_nannyml.compare_cbpe(scored)
    by_shap, times = with_shap.compare(table, name)
    comparisons = [*by_evidently, *by_tests, *by_nannyml, *by_cbpe]
    comparisons += [*with_scipy.compare_tests(halves), with_scipy.compare_metrics(scored), *by_shap]
    details = [
        f"## Evidently's choice of method on the {halves.name}",
        markdown(["Column", "Method", "Evidently", "Kilter", "Verdict"], choice),
        f"## NannyML's estimates (CBPE) of the first chunk of the {halves.name}",
        "Estimate ± 3 standard errors, and the limits.",
        markdown(["Metric", "NannyML", "Kilter"], estimates),
    ]
    return comparisons, [time_row(what, "shap", theirs, ours) for what, theirs, ours in times], details


def compare_large(table: LabelledTable) -> tuple[list[Comparison], list[list[str]]]:
    halves = table.halves("e-commerce halves")
    resample, normal = samples.large_resample(halves), samples.large_normal(len(list(halves.reference)))
    scored = samples.large_scores()
    comparisons = [with_evidently.compare_choice(sides) for sides in (resample, normal)]
    comparisons += with_nannyml.compare_cbpe(scored)[0]
    times = []
    for sides in (resample, normal):
        report = with_evidently.times(sides)
        what = f"Drift report, {len(list(sides.reference))} columns, {sides.name}"
        times.append(time_row(what, "Evidently", report["theirs"], report["ours"], WANTED))
        times.append(time_row(f"{what}: by Kilter's own verdicts", "Evidently", report["theirs"], report["kilter"]))
    for what, theirs, ours in with_nannyml.cbpe_times(scored):
        times.append(time_row(f"CBPE, {scored.name}, {what}", "NannyML", theirs, ours, WANTED))
    return comparisons, times


def time_row(what: str, peer: str, theirs: float, ours: float, wanted: int | None = None) -> list[str]:
    """Seconds in, a row of the table of times out."""
    return [what, peer, shown(theirs), shown(ours), f"{theirs / ours:.1f}", f"at least {wanted}" if wanted else ""]


def shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


def summary(comparisons: list[Comparison]) -> str:
    figures = [pair for comparison in comparisons for pair in comparison.pairs if pair.reason is None]
    verdicts = [theirs == ours for comparison in comparisons for _, theirs, ours in comparison.verdicts]
    equal = sum(pair.is_equal for pair in figures)
    return f"{equal:,} of {len(figures):,} figures and {sum(verdicts):,} of {len(verdicts):,} verdicts are equal."


def differences(comparisons: list[Comparison]) -> list[str]:
    """All that is not meant to differ and does, and of what is random on both sides the first of each kind."""
    rows = []
    for comparison in comparisons:
        for row in comparison.differing():
            is_meant = row[-1] != "not meant"
            if not is_meant or not any(row[:3] == known[:3] and row[-1] == known[-1] for known in rows):
                rows.append(row)
    if not rows:
        return []
    return ["## Differences", markdown(["Peer", "Data", "What", "Figure", "Peer's", "Kilter's", "Why"], rows)]


def markdown(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows])


ABOUT_TIMES = (
    "From rows in memory to figures; categories are codes on both sides. The fastest of seven runs each, Kilter's after "
    "five that do not count (code is compiled as it is used), the peers' after one. CBPE by NannyML is timed with all "
    "seven metrics and with one; Kilter gives all seven each time."
)
ABOUT_DETECTORS = "The indices at which each finds drift; it starts afresh after each. KSWIN draws at random, on both sides."
ABOUT_FIGURES = (
    "Equal: within 1e-9 of the figure, p-values within 1e-6, Shapley values within 1e-6 of a row's largest (the file's "
    "leaves are float32). Differences are relative, of p-values absolute."
)

if __name__ == "__main__":
    main()
