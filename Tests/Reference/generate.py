#!/usr/bin/env python3
"""Writes the reference cases in Tests/MiniCNNTests/Reference: inputs, and what PyTorch makes of them.

To renew the files, in a virtual environment of your own:

    pip install torch numpy pillow
    python3 Tests/Reference/generate.py

They were made with Python 3.11.7, PyTorch 2.13.0 (for the CPU), NumPy 2.4.6 and Pillow 13.0.0. The seeds are fixed, so the same versions
write the same bytes; another version may differ in the last digits. README.md beside the files describes their format.

PyTorch lays images out count x channels x height x width, the files count x height x width x channels.
"""

import sys

sys.dont_write_bytecode = True

from cases import FOLDER
from layers import write_layers
from maps import write_convolutions, write_poolings
from networks import write_networks
from optimisers import write_optimisers, write_schedules
from pictures import write_pictures
from rows import write_activations, write_dense, write_losses

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write_convolutions()
    write_poolings()
    write_activations()
    write_losses()
    write_dense()
    write_optimisers()
    write_schedules()
    write_layers()
    write_networks()
    write_pictures()
    total = sum(path.stat().st_size for path in FOLDER.glob("*.json"))
    print(f"{len(list(FOLDER.glob('*.json')))} files, {total / 1000:.0f} kB in {FOLDER}")
