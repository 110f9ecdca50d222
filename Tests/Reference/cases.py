"""What all reference cases share: their numbers, the order of their axes, and their files."""

import json
import math
import pathlib

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "MiniCNNTests" / "Reference"

def eighths(random, shape, largest=16):
    """Multiples of 1/8, few of them alike: short to write, and their products are exact."""
    return random.integers(-largest, largest + 1, shape) / 8


def distinct(random, shape):
    """Numbers no two of which are equal, so that each window has one maximum."""
    count = math.prod(shape)
    return (random.permutation(count) - count // 2).reshape(shape) / 8


def leaf(array):
    return torch.tensor(np.ascontiguousarray(array), requires_grad=True)


def channels_first(array):
    """count x height x width x channels, as PyTorch wants it."""
    return np.moveaxis(np.asarray(array), -1, 1)


def channels_last(tensor):
    return np.moveaxis(tensor.detach().numpy(), 1, -1)


def plain(tensor):
    return tensor.detach().numpy()


# Files


def number(value):
    assert math.isfinite(value), "JSON has no such number"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def tensor_text(array):
    array = np.asarray(array, dtype=np.float64)
    scalars = ", ".join(number(value) for value in array.reshape(-1))
    return f'{{ "shape": {json.dumps(list(array.shape))}, "scalars": [{scalars}] }}'


def case_text(case):
    def block(name, texts):
        lines = ",\n".join(f"        {json.dumps(key)}: {text}" for key, text in texts.items())
        return f'      "{name}": {{\n{lines}\n      }}'

    settings = ", ".join(
        f"{json.dumps(key)}: [" + ", ".join(map(number, np.atleast_1d(value))) + "]"
        for key, value in case["settings"].items()
    )
    parts = [f'      "name": {json.dumps(case["name"])}', f'      "settings": {{ {settings} }}' if settings else '      "settings": {}']
    for name in ["inputs", "expected"]:
        parts.append(block(name, {key: tensor_text(value) for key, value in case[name].items()}))
    return "    {\n" + ",\n".join(parts) + "\n    }"


def write(operation, cases):
    text = f'{{\n  "operation": "{operation}",\n  "cases": [\n' + ",\n".join(map(case_text, cases)) + "\n  ]\n}\n"
    json.loads(text)
    (FOLDER / f"{operation}.json").write_text(text)


def case(name, settings=None, inputs=None, expected=None):
    return {"name": name, "settings": settings or {}, "inputs": inputs, "expected": expected}
