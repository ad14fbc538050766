"""Makes the files of fixtures/: small models of other libraries as .onnx, and what those libraries, onnxruntime and shap
say of them (expected.json). Not part of the build; run it when the fixtures are to change:

    pip install numpy scikit-learn lightgbm xgboost skl2onnx onnxmltools onnx onnxruntime shap
    python make-fixtures.py && npx prettier --write fixtures/expected.json

The rows are random numbers of no meaning. The versions that were used stand in expected.json.
"""

import json
import math
import pathlib
import warnings
from importlib.metadata import version

import lightgbm
import numpy as np
import onnx
import onnxruntime
import shap
import xgboost
from onnx import TensorProto, helper
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from skl2onnx import to_onnx
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier

warnings.filterwarnings("ignore")
folder = pathlib.Path(__file__).parent / "fixtures"
folder.mkdir(exist_ok=True)
packages = ["numpy", "scikit-learn", "lightgbm", "xgboost", "skl2onnx", "onnxmltools", "onnx", "onnxruntime", "shap"]

# Quarters, so that no threshold falls within float32's rounding of a value; the last column holds categories.
random = np.random.default_rng(7)
ROWS, ANSWERED, SHOWN, BACKGROUND = 80, 24, 6, 20
rows = np.round(random.normal(size=(ROWS, 4)) * 4) / 4
rows[:, 3] = random.integers(0, 5, ROWS)
gaps = rows.copy()
gaps[random.random((ROWS, 4)) < 0.12] = math.nan
score = rows[:, 0] + rows[:, 1] * rows[:, 2] + 1.5 * np.isin(rows[:, 3], [1, 4]) - 0.6
score += random.normal(size=ROWS) / 2
binary = (score > 0).astype(int)
three = np.digitize(score, [-0.5, 0.8])
inputs = [("X", FloatTensorType([None, 4]))]


def save(name, model):
    # What a file says of who made it, and empty names, only make it longer.
    model.doc_string = model.graph.doc_string = ""
    onnx.save(model, folder / f"{name}.onnx")


def answers(name, data):
    session = onnxruntime.InferenceSession(folder / f"{name}.onnx")
    found = session.run(None, {session.get_inputs()[0].name: data.astype(np.float32)})
    return np.asarray(found[-1], dtype=float).reshape(len(data), -1)


def plain(values):
    """As JSON, to ten digits: NaN becomes null."""
    return [[None if math.isnan(v) else float(f"{v + 0.0:.10g}") for v in row] for row in np.asarray(values)]


def contributions(explainer, data, column):
    """Contributions and base value of one output."""
    values = explainer(data, check_additivity=False)
    own = values.values[..., column] if values.values.ndim == 3 else values.values
    base = np.asarray(values.base_values).reshape(len(data), -1)
    return {"contributions": plain(own), "base": float(base[0, column if base.shape[1] > 1 else 0])}


models = {}


def add(name, model, fitted, data, column=0, path_dependent=True, interventional=True, base=None):
    save(name, model)
    shown = data[:SHOWN]
    models[name] = {"answers": plain(answers(name, data[:ANSWERED])), "gaps": data is gaps}
    if path_dependent:
        explainer = shap.TreeExplainer(fitted, feature_perturbation="tree_path_dependent")
        models[name]["pathDependent"] = contributions(explainer, shown, column)
    if interventional:
        background = data[ROWS - BACKGROUND :]
        explainer = shap.TreeExplainer(fitted, background, feature_perturbation="interventional", model_output="raw")
        models[name]["interventional"] = contributions(explainer, shown, column)
        models[name]["interventional"]["base"] = base or models[name]["interventional"]["base"]


first = rows[:1].astype(np.float32)
no_map = {"zipmap": False}

forest = RandomForestClassifier(4, max_depth=3, max_features=2, bootstrap=False, random_state=1).fit(rows, binary)
add("sklearn-forest", to_onnx(forest, first, options=no_map), forest, rows, column=1)
forest3 = RandomForestClassifier(3, max_depth=3, max_features=2, bootstrap=False, random_state=1).fit(rows, three)
add("sklearn-forest-3", to_onnx(forest3, first, options=no_map), forest3, rows, column=2)
boosted = GradientBoostingClassifier(n_estimators=5, max_depth=3, random_state=1).fit(rows, binary)
add("sklearn-boosting", to_onnx(boosted, first, options=no_map), boosted, rows)
regression = GradientBoostingRegressor(n_estimators=5, max_depth=3, random_state=1).fit(rows, score)
add("sklearn-regression", to_onnx(regression, first), regression, rows)

few = dict(n_estimators=5, max_depth=3)
light = dict(few, min_child_samples=5, verbose=-1, min_data_per_group=5, cat_smooth=1)
model = lightgbm.LGBMClassifier(**light).fit(gaps, binary)
add("lightgbm-binary", convert_lightgbm(model, initial_types=inputs, zipmap=False), model, gaps)
# shap reads no categorical splits itself (LightGBM does for the path-dependent values).
model = lightgbm.LGBMClassifier(**light).fit(rows, binary, categorical_feature=[3])
add("lightgbm-categories", convert_lightgbm(model, initial_types=inputs, zipmap=False), model, rows, interventional=False)
model = lightgbm.LGBMClassifier(**dict(light, n_estimators=3)).fit(gaps, three)
add("lightgbm-3", convert_lightgbm(model, initial_types=inputs, zipmap=False), model, gaps, column=2)
# Rows are drawn for each tree, so that the counts in LightGBM's nodes are not those of all rows.
model = lightgbm.LGBMRegressor(**light, boosting_type="rf", bagging_freq=1, bagging_fraction=0.7).fit(gaps, score)
add("lightgbm-forest", convert_lightgbm(model, initial_types=inputs), model, gaps, path_dependent=False, interventional=False)

# Its covers are sums of hessians: not those of rows but for squared error.
model = xgboost.XGBClassifier(**few).fit(gaps, binary)
add("xgboost-binary", convert_xgboost(model, initial_types=inputs), model, gaps, path_dependent=False)
model = xgboost.XGBClassifier(**dict(few, n_estimators=3)).fit(gaps, three)
# shap 0.51 takes the first class's base score for all; this is what XGBoost itself says.
mean = float(model.predict(gaps[ROWS - BACKGROUND :], output_margin=True)[:, 2].mean())
add("xgboost-3", convert_xgboost(model, initial_types=inputs), model, gaps, column=2, path_dependent=False, base=mean)
model = xgboost.XGBRegressor(**few).fit(gaps, score)
add("xgboost-regression", convert_xgboost(model, initial_types=inputs), model, gaps)
model = xgboost.XGBRegressor(**few, objective="count:poisson").fit(gaps, np.round(np.abs(score) * 2))
add("xgboost-poisson", convert_xgboost(model, initial_types=inputs), model, gaps, path_dependent=False, interventional=False)

# By hand: the operator of ai.onnx.ml 5, with every mode, two targets, doubles.
ensemble = helper.make_node(
    "TreeEnsemble",
    ["X"],
    ["Y"],
    domain="ai.onnx.ml",
    n_targets=2,
    aggregate_function=0,
    post_transform=0,
    tree_roots=[0, 4],
    nodes_featureids=[0, 3, 1, 2, 1, 2, 3],
    nodes_modes=helper.make_tensor("m", TensorProto.UINT8, (7,), [0, 6, 1, 5, 3, 2, 4]),
    nodes_splits=helper.make_tensor("s", TensorProto.DOUBLE, (7,), [0.25, 0, 0.5, -0.25, -0.5, 0.75, 2]),
    nodes_truenodeids=[1, 0, 2, 4, 5, 6, 8],
    nodes_trueleafs=[0, 1, 1, 1, 0, 1, 1],
    nodes_falsenodeids=[2, 1, 3, 5, 6, 7, 9],
    nodes_falseleafs=[0, 1, 0, 1, 0, 1, 1],
    nodes_missing_value_tracks_true=[0, 1, 0, 0, 1, 0, 0],
    leaf_targetids=[0, 1, 0, 1, 0, 1, 0, 1, 0, 1],
    leaf_weights=helper.make_tensor("w", TensorProto.DOUBLE, (10,), [0.1, -0.7, 0.35, 1.2, -0.55, 0.8, 2.25, -1.1, 0.6, -0.3]),
    membership_values=helper.make_tensor("v", TensorProto.DOUBLE, (4,), [1, 4, 2, math.nan]),
)
graph = helper.make_graph(
    [ensemble],
    "g",
    [helper.make_tensor_value_info("X", TensorProto.DOUBLE, [None, 4])],
    [helper.make_tensor_value_info("Y", TensorProto.DOUBLE, [None, 2])],
)
opsets = [helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 5)]
save("tree-ensemble", helper.make_model(graph, opset_imports=opsets, ir_version=10))
session = onnxruntime.InferenceSession(folder / "tree-ensemble.onnx")
models["tree-ensemble"] = {"answers": plain(session.run(None, {"X": gaps[:ANSWERED]})[0]), "gaps": True}

expected = {
    "versions": {name: version(name) for name in packages},
    "rows": plain(rows),
    "gaps": plain(gaps),
    "background": BACKGROUND,
    "models": models,
}
(folder / "expected.json").write_text(json.dumps(expected, separators=(",", ":")).replace('"models"', '\n"models"').replace("}},", "}},\n") + "\n")
