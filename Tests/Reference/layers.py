"""Normalisation, transposed convolution and pictures in another size."""

import numpy as np
import torch
import torch.nn.functional as F

from cases import case, channels_first, channels_last, distinct, eighths, leaf, plain, write


def back(random, output):
    """Sends a random gradient back, channels last."""
    upstream = eighths(random, np.moveaxis(output.detach().numpy(), 1, -1).shape)
    output.backward(torch.tensor(np.ascontiguousarray(channels_first(upstream))))
    return upstream


def batch_normalisation(seed, name, shape, momentum=0.1, epsilon=1e-5):
    random = np.random.default_rng(seed)
    images, channels = distinct(random, shape), shape[-1]
    scale, shift, mean = (eighths(random, channels) for _ in range(3))
    variance = np.abs(eighths(random, channels)) + 0.5
    x, g, b = leaf(channels_first(images)), leaf(scale), leaf(shift)
    settled = F.batch_norm(x, torch.tensor(mean), torch.tensor(variance), g, b, False, momentum, epsilon)
    settled_upstream = back(random, settled)
    settled_gradients = {"settledImagesGradient": channels_last(x.grad), "settledScaleGradient": plain(g.grad).copy(),
                         "settledShiftGradient": plain(b.grad).copy()}
    x, g, b = leaf(channels_first(images)), leaf(scale), leaf(shift)
    running = torch.tensor(mean.copy()), torch.tensor(variance.copy())
    y = F.batch_norm(x, *running, g, b, True, momentum, epsilon)
    upstream = back(random, y)
    return case(
        name, {"momentum": momentum, "epsilon": epsilon},
        {"images": images, "scale": scale, "shift": shift, "mean": mean, "variance": variance, "upstream": upstream,
         "settledUpstream": settled_upstream},
        {"output": channels_last(y), "imagesGradient": channels_last(x.grad), "scaleGradient": plain(g.grad),
         "shiftGradient": plain(b.grad), "mean": plain(running[0]), "variance": plain(running[1]),
         "settledOutput": channels_last(settled), **settled_gradients})


def layer_normalisation(seed, name, shape, axes, epsilon=1e-5):
    random = np.random.default_rng(seed)
    images, normal = distinct(random, shape), shape[-axes:]
    scale, shift, upstream = eighths(random, normal), eighths(random, normal), eighths(random, shape)
    x, g, b = leaf(images), leaf(scale), leaf(shift)
    y = F.layer_norm(x, normal, g, b, epsilon)
    y.backward(torch.tensor(upstream))
    return case(name, {"axes": axes, "epsilon": epsilon},
                {"images": images, "scale": scale, "shift": shift, "upstream": upstream},
                {"output": plain(y), "imagesGradient": plain(x.grad), "scaleGradient": plain(g.grad),
                 "shiftGradient": plain(b.grad)})


def transposed(seed, name, images, kernels, stride=(1, 1), padding=(0, 0), dilation=(1, 1), groups=1, extra=(0, 0),
               bias=True):
    random = np.random.default_rng(seed)
    images, kernels = eighths(random, images), eighths(random, kernels)
    x, w = leaf(channels_first(images)), leaf(channels_first(kernels))
    biases = eighths(random, kernels.shape[-1] * groups)
    b = leaf(biases) if bias else None
    y = F.conv_transpose2d(x, w, b, stride, padding, extra, groups, dilation)
    upstream = back(random, y)
    inputs = {"images": images, "kernels": kernels, "upstream": upstream}
    expected = {"output": channels_last(y), "imagesGradient": channels_last(x.grad), "kernelsGradient": channels_last(w.grad)}
    if bias:
        inputs["bias"], expected["biasGradient"] = biases, plain(b.grad)
    return case(name, {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups, "extra": extra},
                inputs, expected)


def upsampling(seed, name, shape, factor, mode):
    random = np.random.default_rng(seed)
    images = eighths(random, shape)
    x = leaf(channels_first(images))
    y = F.interpolate(x, scale_factor=factor, mode=mode, **({"align_corners": False} if mode == "bilinear" else {}))
    upstream = back(random, y)
    return case(name, {"factor": factor, "isBilinear": int(mode == "bilinear")}, {"images": images, "upstream": upstream},
                {"output": channels_last(y), "imagesGradient": channels_last(x.grad)})


def resizing(seed, name, shape, size, mode):
    image = eighths(np.random.default_rng(seed), shape)
    x = torch.tensor(np.ascontiguousarray(channels_first(image[None])))
    y = F.interpolate(x, size=size, mode=mode, **({"align_corners": False} if mode == "bilinear" else {}))
    return case(name, {"size": size, "isBilinear": int(mode == "bilinear")}, {"image": image},
                {"output": channels_last(y)[0]})


def write_layers():
    write("batchNormalisation", [
        batch_normalisation(801, "maps", (3, 2, 3, 4)),
        batch_normalisation(802, "rows of numbers", (5, 1, 1, 3), momentum=0.25),
        batch_normalisation(803, "one image, another epsilon", (1, 4, 4, 2), epsilon=0.001),
    ])
    write("layerNormalisation", [
        layer_normalisation(811, "whole samples", (3, 2, 3, 2), 3),
        layer_normalisation(812, "each place by itself", (2, 2, 2, 5), 1),
        layer_normalisation(813, "rows", (4, 6), 1, 0.001),
    ])
    write("transposedConvolution", [
        transposed(821, "one kernel, one channel", (1, 3, 3, 1), (1, 3, 3, 1), bias=False),
        transposed(822, "several of both", (2, 3, 2, 3), (3, 2, 3, 4)),
        transposed(823, "stride", (1, 3, 4, 2), (2, 2, 2, 3), stride=(2, 2)),
        transposed(824, "stride, padding and a row more", (2, 3, 4, 2), (2, 3, 3, 2), (2, 3), (1, 1), extra=(1, 0)),
        transposed(825, "dilation and groups", (1, 4, 3, 4), (4, 2, 3, 1), (1, 2), (0, 1), (2, 1), groups=2),
    ])
    write("upsampling", [
        upsampling(831, "nearest, twice", (2, 3, 2, 2), (2, 2), "nearest"),
        upsampling(832, "nearest, thrice the height", (1, 2, 3, 1), (3, 1), "nearest"),
        upsampling(833, "bilinear, twice", (2, 3, 4, 2), (2, 2), "bilinear"),
        upsampling(834, "bilinear, thrice the width of one row", (1, 1, 4, 3), (2, 3), "bilinear"),
    ])
    write("resizing", [
        resizing(841, "nearest, larger", (3, 4, 2), (5, 7), "nearest"),
        resizing(842, "nearest, smaller", (7, 5, 1), (3, 2), "nearest"),
        resizing(843, "bilinear, larger", (3, 4, 2), (5, 7), "bilinear"),
        resizing(844, "bilinear, smaller", (7, 5, 1), (3, 2), "bilinear"),
        resizing(845, "bilinear, to one pixel", (4, 6, 3), (1, 1), "bilinear"),
    ])
