"""ResNet-18 and GoogLeNet on a small image, as torchvision builds them, with random weights that the tests make anew.

The weights are drawn from SplitMix64, as MiniCNN's SeededGenerator draws them: parameters from seed 1, running means and variances
from seed 2, each in the network's order and in the layout count x height x width x channels; the image from seed 3.
"""

import numpy as np
import torch
import torch.nn.functional as F

from cases import case, channels_first, plain, write


class Stream:
    def __init__(self, seed):
        self.counter = np.uint64(seed)

    def uniform(self, count, low, high):
        with np.errstate(over="ignore"):
            steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + self.counter
            self.counter = steps[-1]
            bits = (steps ^ (steps >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            bits ^= bits >> np.uint64(31)
        return low + (high - low) * ((bits >> np.uint64(11)).astype(np.float64) * 2.0**-53)


class Network:
    def __init__(self):
        self.parameters, self.states = Stream(1), Stream(2)

    def conv(self, x, count, size, stride=1, padding=0):
        shape = (count, size, size, x.shape[1])
        bound = np.sqrt(6 / (size * size * x.shape[1]))
        kernels = self.parameters.uniform(int(np.prod(shape)), -bound, bound).reshape(shape)
        return F.conv2d(x, torch.tensor(np.ascontiguousarray(channels_first(kernels))), None, stride, padding)

    def norm(self, x, epsilon=1e-5):
        scale, shift = (torch.tensor(self.parameters.uniform(x.shape[1], 0.5, 1.5)) for _ in range(2))
        mean, variance = (torch.tensor(self.states.uniform(x.shape[1], 0.5, 1.5)) for _ in range(2))
        return F.batch_norm(x, mean, variance, scale, shift, False, 0, epsilon)

    def dense(self, x, count):
        bound = np.sqrt(6 / x.shape[1])
        weights = self.parameters.uniform(count * x.shape[1], -bound, bound).reshape(count, -1)
        return F.linear(x, torch.tensor(weights), torch.tensor(self.parameters.uniform(count, 0.5, 1.5)))

    # ResNet-18

    def block(self, x, count, stride):
        y = F.relu(self.norm(self.conv(x, count, 3, stride, 1)))
        y = self.norm(self.conv(y, count, 3, 1, 1))
        return F.relu(y + (x if stride == 1 else self.norm(self.conv(x, count, 1, stride))))

    def resnet18(self, x):
        x = F.max_pool2d(F.relu(self.norm(self.conv(x, 64, 7, 2, 3))), 3, 2, 1)
        for count, stride in [(64, 1), (128, 2), (256, 2), (512, 2)]:
            x = self.block(self.block(x, count, stride), count, 1)
        return self.dense(x.mean((2, 3)), 10)

    # GoogLeNet

    def unit(self, x, count, size, stride=1, padding=0):
        return F.relu(self.norm(self.conv(x, count, size, stride, padding), 0.001))

    def inception(self, x, one, reduced, three, reduced_more, five, pooled):
        return torch.cat([
            self.unit(x, one, 1), self.unit(self.unit(x, reduced, 1), three, 3, 1, 1),
            self.unit(self.unit(x, reduced_more, 1), five, 3, 1, 1),
            self.unit(F.max_pool2d(x, 3, 1, 1, ceil_mode=True), pooled, 1)], 1)

    def googlenet(self, x):
        def pool(x, size=3):
            return F.max_pool2d(x, size, 2, ceil_mode=True)

        x = pool(self.unit(x, 64, 7, 2, 3))
        x = pool(self.unit(self.unit(x, 64, 1), 192, 3, 1, 1))
        x = self.inception(x, 64, 96, 128, 16, 32, 32)
        x = pool(self.inception(x, 128, 128, 192, 32, 96, 64))
        x = self.inception(x, 192, 96, 208, 16, 48, 64)
        x = self.inception(x, 160, 112, 224, 24, 64, 64)
        x = self.inception(x, 128, 128, 256, 24, 64, 64)
        x = self.inception(x, 112, 144, 288, 32, 64, 64)
        x = pool(self.inception(x, 256, 160, 320, 32, 128, 128), 2)
        x = self.inception(x, 256, 160, 320, 32, 128, 128)
        x = self.inception(x, 384, 192, 384, 48, 128, 128)
        return self.dense(x.mean((2, 3)), 10)


def scores(name, side):
    image = Stream(3).uniform(side * side * 3, 0, 1).reshape(1, side, side, 3)
    x = torch.tensor(np.ascontiguousarray(channels_first(image)))
    return case(name, {"side": side, "classes": 10}, {}, {"scores": plain(getattr(Network(), name)(x))[0]})


def write_networks():
    write("knownNetworks", [scores("resnet18", 32), scores("resnet18", 45), scores("googlenet", 48)])
