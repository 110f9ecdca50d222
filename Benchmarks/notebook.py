"""The peer's notebook: the exercises of three-exercises.md in Python with NumPy, each followed by the assertions that grade it."""

import json

SETUP = """\
import json
import numpy as np

face = np.array([
    [0, 0, 0, 0, 0, 0, 0],
    [0, 1, 0, 0, 0, 1, 0],
    [0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 1, 0, 0, 0],
    [0, 1, 0, 0, 0, 1, 0],
    [0, 0, 1, 1, 1, 0, 0],
    [0, 0, 0, 0, 0, 0, 0],
])
detector = np.array([[0, 0, 1], [1, 0, 0], [0, 1, 1]])
targets = np.array([[1, 0], [0, 1], [1, 0]])
predictions = np.array([[0.9, 0.1], [0.1, 0.9], [0.4, 0.6]])"""

FEATURE_MAP = """\
feature_map = np.array([[np.sum(face[i:i + 3, j:j + 3] * detector) for j in range(5)] for i in range(5)])"""

FEATURE_MAP_CHECK = """\
assert np.array_equal(feature_map, [
    [0, 1, 0, 0, 0],
    [0, 1, 1, 1, 0],
    [1, 0, 0, 2, 1],
    [1, 4, 2, 1, 0],
    [0, 0, 1, 2, 1],
])"""

POOLED_MAP = """\
pooled_map = np.array([[feature_map[i:i + 2, j:j + 2].max() for j in range(0, 5, 2)] for i in range(0, 5, 2)])"""

POOLED_MAP_CHECK = "assert np.array_equal(pooled_map, [[1, 1, 0], [4, 2, 1], [0, 2, 1]])"

CROSS_ENTROPY = "entropy = -np.sum(targets * np.log(predictions)) / len(targets)"

CROSS_ENTROPY_CHECK = """\
assert np.isclose(entropy, -(2 * np.log(0.9) + np.log(0.4)) / 3)
print(json.dumps({"feature-map": feature_map.tolist(), "pooled-map": pooled_map.tolist(), "cross-entropy": entropy}))"""


def write(path):
    sources = [
        SETUP, FEATURE_MAP, FEATURE_MAP_CHECK, POOLED_MAP, POOLED_MAP_CHECK, CROSS_ENTROPY, CROSS_ENTROPY_CHECK,
    ]
    write_cells(path, [
        {"id": f"cell-{number}", "metadata": {}, "source": source} for number, source in enumerate(sources, start=1)
    ])


def write_cells(path, cells):
    """Writes a notebook of code cells, each given as its id, metadata and source."""
    cells = [{"cell_type": "code", "execution_count": None, "outputs": [], **cell} for cell in cells]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    path.write_text(json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1))


def figures(path):
    """What an executed notebook computed, by exercise: the numbers row by row."""
    outputs = json.loads(path.read_text())["cells"][-1]["outputs"]
    texts = ["".join(output["text"]) for output in outputs if output["output_type"] == "stream"]
    return {name: flattened(value) for name, value in json.loads("".join(texts)).items()}


def flattened(value):
    return [number for row in value for number in row] if isinstance(value, list) else [value]
