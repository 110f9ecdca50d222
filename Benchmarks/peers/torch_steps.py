"""PyTorch's side of the training benchmark: seconds a step, one line a round.  usage: torch_steps.py BATCH ROUNDS float64|float32 THREADS"""

import sys
import time

import torch
from torch import nn

batch, rounds = int(sys.argv[1]), int(sys.argv[2])
torch.set_num_threads(int(sys.argv[4]))
torch.set_default_dtype(getattr(torch, sys.argv[3]))
torch.manual_seed(1)
layers, channels = [], 3
for count in [16, 20, 20]:
    layers += [nn.Conv2d(channels, count, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2)]
    channels = count
network = nn.Sequential(*layers, nn.Flatten(), nn.Linear(320, 10))
optimiser = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)
images, labels = torch.randn(batch, 3, 32, 32), torch.randint(0, 10, (batch,))
for _ in range(rounds):
    start = time.perf_counter()
    optimiser.zero_grad()
    nn.functional.cross_entropy(network(images), labels).backward()
    optimiser.step()
    print(time.perf_counter() - start)
