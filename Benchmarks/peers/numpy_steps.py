"""NumPy's side of the training benchmark: the same network written out with patch matrices, as a course would have it.

Seconds a step, one line a round.  usage: numpy_steps.py BATCH ROUNDS
"""

import sys
import time

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


class Convolution:
    def __init__(self, channels, count, random):
        self.weights = random.normal(0, np.sqrt(2 / (25 * channels)), (25 * channels, count))
        self.bias = np.zeros(count)

    def forward(self, images):
        padded = np.pad(images, ((0, 0), (2, 2), (2, 2), (0, 0)))
        windows = sliding_window_view(padded, (5, 5), axis=(1, 2))
        self.shape = images.shape
        self.patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, len(self.weights))
        return (self.patches @ self.weights + self.bias).reshape(*images.shape[:3], -1)

    def backward(self, upstream, wants_input):
        flat = upstream.reshape(-1, upstream.shape[3])
        self.gradients = [self.patches.T @ flat, flat.sum(axis=0)]
        if not wants_input:
            return None
        count, height, width, channels = self.shape
        patches = (flat @ self.weights.T).reshape(count, height, width, 5, 5, channels)
        padded = np.zeros((count, height + 4, width + 4, channels))
        for m in range(5):
            for n in range(5):
                padded[:, m:m + height, n:n + width] += patches[:, :, :, m, n]
        return padded[:, 2:-2, 2:-2]

    def parameters(self):
        return [self.weights, self.bias]


class ReLU:
    def forward(self, maps):
        self.is_positive = maps > 0
        return maps * self.is_positive

    def backward(self, upstream, wants_input):
        return upstream * self.is_positive


class MaxPooling:
    def forward(self, maps):
        count, height, width, channels = maps.shape
        windows = maps.reshape(count, height // 2, 2, width // 2, 2, channels).transpose(0, 1, 3, 5, 2, 4)
        self.windows = windows.reshape(count, height // 2, width // 2, channels, 4)
        self.winners = self.windows.argmax(axis=4)[..., None]
        return np.take_along_axis(self.windows, self.winners, axis=4)[..., 0]

    def backward(self, upstream, wants_input):
        count, height, width, channels = upstream.shape
        gradient = np.zeros_like(self.windows)
        np.put_along_axis(gradient, self.winners, upstream[..., None], axis=4)
        windows = gradient.reshape(count, height, width, channels, 2, 2).transpose(0, 1, 4, 2, 5, 3)
        return windows.reshape(count, 2 * height, 2 * width, channels)


class Dense:
    def __init__(self, inputs, outputs, random):
        self.weights = random.normal(0, np.sqrt(2 / inputs), (inputs, outputs))
        self.bias = np.zeros(outputs)

    def forward(self, maps):
        self.shape = maps.shape
        self.rows = maps.reshape(len(maps), -1)
        return self.rows @ self.weights + self.bias

    def backward(self, upstream, wants_input):
        self.gradients = [self.rows.T @ upstream, upstream.sum(axis=0)]
        return (upstream @ self.weights.T).reshape(self.shape)

    def parameters(self):
        return [self.weights, self.bias]


def main():
    batch, rounds = int(sys.argv[1]), int(sys.argv[2])
    random = np.random.default_rng(1)
    layers, channels = [], 3
    for count in [16, 20, 20]:
        layers += [Convolution(channels, count, random), ReLU(), MaxPooling()]
        channels = count
    layers.append(Dense(320, 10, random))
    learned = [layer for layer in layers if hasattr(layer, "parameters")]
    velocities = [[np.zeros_like(parameter) for parameter in layer.parameters()] for layer in learned]
    images, labels = random.normal(size=(batch, 32, 32, 3)), random.integers(0, 10, batch)
    for _ in range(rounds):
        start = time.perf_counter()
        maps = images
        for layer in layers:
            maps = layer.forward(maps)
        powers = np.exp(maps - maps.max(axis=1, keepdims=True))
        upstream = powers / powers.sum(axis=1, keepdims=True)
        upstream[np.arange(batch), labels] -= 1
        upstream /= batch
        for place, layer in reversed(list(enumerate(layers))):
            upstream = layer.backward(upstream, place > 0)
        for layer, velocity in zip(learned, velocities):
            for parameter, gradient, speed in zip(layer.parameters(), layer.gradients, velocity):
                speed *= 0.9
                speed += gradient
                parameter -= 0.01 * speed
        print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
