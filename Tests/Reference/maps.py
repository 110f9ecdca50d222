"""Convolution and pooling."""

import numpy as np
import torch
import torch.nn.functional as F

from cases import case, channels_first, channels_last, distinct, eighths, leaf, plain, write

# Convolution


def correlated_by_loops(images, kernels, bias, stride, padding, dilation, groups):
    """The formula, number by number: it guards against a mistake in the exchange of axes."""
    count, height, width, channels = images.shape
    kernel_count, kernel_height, kernel_width, depth = kernels.shape
    padded = np.zeros((count, height + 2 * padding[0], width + 2 * padding[1], channels))
    padded[:, padding[0] : padding[0] + height, padding[1] : padding[1] + width] = images
    rows = (padded.shape[1] - dilation[0] * (kernel_height - 1) - 1) // stride[0] + 1
    columns = (padded.shape[2] - dilation[1] * (kernel_width - 1) - 1) // stride[1] + 1
    output = np.zeros((count, rows, columns, kernel_count))
    for n, i, j, k in np.ndindex(output.shape):
        first = k // (kernel_count // groups) * depth
        total = bias[k]
        for m, l in np.ndindex(kernel_height, kernel_width):
            row, column = i * stride[0] + m * dilation[0], j * stride[1] + l * dilation[1]
            total += padded[n, row, column, first : first + depth] @ kernels[k, m, l]
        output[n, i, j, k] = total
    return output


def convolution(seed, name, images, kernels, stride=(1, 1), padding=(0, 0), dilation=(1, 1), groups=1, bias=True):
    random = np.random.default_rng(seed)
    images, kernels = eighths(random, images), eighths(random, kernels)
    biases = eighths(random, kernels.shape[0]) if bias else np.zeros(kernels.shape[0])
    x, w, b = leaf(channels_first(images)), leaf(channels_first(kernels)), leaf(biases)
    y = F.conv2d(x, w, b, stride=stride, padding=padding, dilation=dilation, groups=groups)
    output = channels_last(y)
    assert np.array_equal(output, correlated_by_loops(images, kernels, biases, stride, padding, dilation, groups)), name
    upstream = eighths(random, output.shape)
    y.backward(torch.tensor(np.ascontiguousarray(channels_first(upstream))))
    inputs = {"images": images, "kernels": kernels, "upstream": upstream}
    expected = {"output": output, "imagesGradient": channels_last(x.grad), "kernelsGradient": channels_last(w.grad)}
    if bias:
        inputs["bias"], expected["biasGradient"] = biases, plain(b.grad)
    settings = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    return case(name, settings, inputs, expected)


def write_convolutions():
    write(
        "convolution",
        [
            convolution(1, "one kernel, one channel", (1, 5, 5, 1), (1, 3, 3, 1), bias=False),
            convolution(2, "two images, three kernels, two channels", (2, 5, 4, 2), (3, 3, 2, 2)),
            convolution(3, "stride 2 leaves a column over", (1, 7, 6, 2), (2, 3, 3, 2), stride=(2, 2)),
            convolution(4, "stride of its own on each axis", (2, 8, 7, 1), (2, 2, 3, 1), stride=(3, 2)),
            convolution(5, "size-preserving padding", (1, 5, 6, 3), (2, 3, 3, 3), padding=(1, 1)),
            convolution(6, "padding of its own on each axis", (1, 4, 5, 2), (2, 3, 4, 2), padding=(2, 1), bias=False),
            convolution(7, "stride and padding", (2, 6, 7, 2), (2, 3, 3, 2), stride=(2, 3), padding=(1, 2)),
            convolution(8, "dilation 2", (1, 7, 7, 1), (2, 3, 3, 1), dilation=(2, 2)),
            convolution(9, "dilation, stride and padding of their own on each axis", (1, 9, 8, 2), (2, 3, 2, 2),
                        stride=(2, 1), padding=(1, 2), dilation=(2, 3)),
            convolution(10, "two groups", (2, 5, 5, 4), (4, 3, 3, 2), groups=2),
            convolution(11, "each channel by itself", (1, 6, 5, 3), (6, 3, 2, 1), stride=(2, 1), padding=(1, 0), groups=3),
            convolution(12, "groups and dilation", (1, 7, 6, 4), (2, 2, 3, 2), padding=(1, 1), dilation=(3, 2), groups=2),
            convolution(13, "1 × 1 kernels", (2, 3, 4, 5), (2, 1, 1, 5)),
            convolution(14, "kernels as large as the image", (2, 3, 4, 2), (3, 3, 4, 2)),
            convolution(15, "a stride larger than the kernel", (1, 8, 8, 1), (1, 2, 2, 1), stride=(3, 4), bias=False),
        ],
    )


# Pooling


def pooling(seed, kind, name, images, size, stride=None, padding=(0, 0), keep=False, ties=False):
    random = np.random.default_rng(seed)
    stride = stride or size
    images = random.integers(0, 3, images).astype(np.float64) if ties else distinct(random, images)
    x = leaf(channels_first(images))
    if kind == "maxPooling":
        y = F.max_pool2d(x, size, stride, padding, ceil_mode=keep)
    else:
        y = F.avg_pool2d(x, size, stride, padding, ceil_mode=keep, count_include_pad=False)
    output = channels_last(y)
    upstream = eighths(random, output.shape)
    y.backward(torch.tensor(np.ascontiguousarray(channels_first(upstream))))
    settings = {"size": size, "stride": stride, "padding": padding, "keepsCutOffWindows": int(keep)}
    return case(name, settings, {"images": images, "upstream": upstream},
                {"output": output, "imagesGradient": channels_last(x.grad)})


def write_poolings():
    for offset, kind in [(100, "maxPooling"), (200, "averagePooling")]:
        cases = [
            pooling(offset + 1, kind, "2 × 2 windows", (2, 4, 6, 2), (2, 2)),
            pooling(offset + 2, kind, "windows that overlap", (1, 7, 5, 2), (3, 3), (2, 2)),
            pooling(offset + 3, kind, "gaps between windows", (1, 8, 7, 1), (2, 2), (3, 5)),
            pooling(offset + 4, kind, "cut-off windows dropped", (1, 5, 5, 2), (2, 2)),
            pooling(offset + 5, kind, "cut-off windows kept", (1, 5, 5, 2), (2, 2), keep=True),
            pooling(offset + 6, kind, "cut-off windows that overlap kept", (2, 6, 8, 1), (3, 3), (2, 2), keep=True),
            pooling(offset + 7, kind, "a window wholly beyond the image is left out", (1, 6, 5, 1), (2, 2), (4, 4), keep=True),
            pooling(offset + 8, kind, "size and stride of their own on each axis", (1, 7, 8, 2), (3, 2), (2, 3), keep=True),
            pooling(offset + 9, kind, "one window", (1, 3, 3, 3), (3, 3)),
            pooling(offset + 10, kind, "padding", (1, 5, 6, 1), (3, 3), (2, 2), (1, 1)),
            pooling(offset + 11, kind, "padding, cut-off windows kept", (1, 6, 5, 1), (3, 2), (2, 2), (1, 0), keep=True),
        ]
        if kind == "maxPooling":
            cases.append(pooling(112, kind, "of equal numbers the first in row-major order wins", (1, 4, 4, 2), (2, 2), ties=True))
        write(kind, cases)

    cases = []
    for seed, shape in [(301, (1, 4, 4, 1)), (302, (2, 3, 5, 4)), (303, (3, 1, 1, 2))]:
        random = np.random.default_rng(seed)
        images = eighths(random, shape)
        x = leaf(channels_first(images))
        y = x.mean(dim=(2, 3))
        upstream = eighths(random, y.shape)
        y.backward(torch.tensor(upstream))
        cases.append(case(" × ".join(map(str, shape)), {}, {"images": images, "upstream": upstream},
                          {"output": plain(y), "imagesGradient": channels_last(x.grad)}))
    write("globalAveragePooling", cases)
