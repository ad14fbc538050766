"""Asks Kilter: a question and its answer go through JSON files, Kilter's side being kilter/main.ts."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "bench/peers/kilter/main.ts"


def node() -> str:
    """The project's own Node, which reads TypeScript; `npm ci` puts it there."""
    own = ROOT / "node_modules/.bin/node"
    found = str(own) if own.exists() else shutil.which("node")
    if found is None:
        raise SystemExit("There is no Node: run `npm ci` first.")
    return found


def ask(topic: str, question: Any) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        question_file, answer_file = Path(folder, "question.json"), Path(folder, "answer.json")
        question_file.write_text(json.dumps(plain(question), allow_nan=False))
        subprocess.run([node(), MAIN, topic, question_file, answer_file], check=True)
        return json.loads(answer_file.read_text())


def plain(value: Any) -> Any:
    """As JSON holds it: arrays as lists, NaN as null."""
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return None if isinstance(value, float) and value != value else value
