"""The peer's notebook: the exercises of three-exercises.md in Python, each followed by the assertions that grade it.

No NumPy: on arrays this small its import would only slow the peer down.
"""

import json

SETUP = """\
import json
from math import inf, log

face = [
    [0, 0, 0, 0, 0, 0, 0],
    [0, 1, 0, 0, 0, 1, 0],
    [0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 1, 0, 0, 0],
    [0, 1, 0, 0, 0, 1, 0],
    [0, 0, 1, 1, 1, 0, 0],
    [0, 0, 0, 0, 0, 0, 0],
]
detector = [[0, 0, 1], [1, 0, 0], [0, 1, 1]]
targets = [[1, 0], [0, 1], [1, 0]]
predictions = [[0.9, 0.1], [0.1, 0.9], [0.4, 0.6]]"""

FEATURE_MAP = """\
def slide(kernel, image):
    height = len(image) - len(kernel) + 1
    width = len(image[0]) - len(kernel[0]) + 1
    map = [[0] * width for _ in range(height)]
    for i in range(height):
        for j in range(width):
            for m in range(len(kernel)):
                for n in range(len(kernel[0])):
                    map[i][j] += image[i + m][j + n] * kernel[m][n]
    return map

feature_map = slide(detector, face)"""

FEATURE_MAP_CHECK = """\
assert feature_map == [
    [0, 1, 0, 0, 0],
    [0, 1, 1, 1, 0],
    [1, 0, 0, 2, 1],
    [1, 4, 2, 1, 0],
    [0, 0, 1, 2, 1],
]"""

POOLED_MAP = """\
def largest(map, window):
    height = (len(map) + window - 1) // window
    width = (len(map[0]) + window - 1) // window
    pooled = [[-inf] * width for _ in range(height)]
    for i in range(len(map)):
        for j in range(len(map[0])):
            pooled[i // window][j // window] = max(pooled[i // window][j // window], map[i][j])
    return pooled

pooled_map = largest(feature_map, 2)"""

POOLED_MAP_CHECK = "assert pooled_map == [[1, 1, 0], [4, 2, 1], [0, 2, 1]]"

CROSS_ENTROPY = """\
def mean_entropy(predictions, targets):
    sum = 0.0
    for row in range(len(targets)):
        for column in range(len(targets[0])):
            if targets[row][column] > 0:
                sum -= targets[row][column] * log(predictions[row][column])
    return sum / len(targets)

entropy = mean_entropy(predictions, targets)"""

CROSS_ENTROPY_CHECK = """\
assert abs(entropy + (2 * log(0.9) + log(0.4)) / 3) < 1e-9
print(json.dumps({"feature-map": feature_map, "pooled-map": pooled_map, "cross-entropy": entropy}))"""


def write(path):
    sources = [
        SETUP, FEATURE_MAP, FEATURE_MAP_CHECK, POOLED_MAP, POOLED_MAP_CHECK, CROSS_ENTROPY, CROSS_ENTROPY_CHECK,
    ]
    cells = [
        {
            "cell_type": "code", "execution_count": None, "id": f"cell-{number}", "metadata": {}, "outputs": [],
            "source": source,
        }
        for number, source in enumerate(sources, start=1)
    ]
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
