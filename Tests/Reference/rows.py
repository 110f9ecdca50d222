"""Activations, losses and dense layers."""

import numpy as np
import torch
import torch.nn.functional as F

from cases import case, eighths, leaf, plain, write

# Activations


def elementwise(seed, name, function, inputs, settings=None):
    random = np.random.default_rng(seed)
    x = leaf(inputs)
    y = function(x)
    upstream = eighths(random, y.shape)
    y.backward(torch.tensor(upstream))
    return case(name, settings, {"inputs": inputs, "upstream": upstream}, {"output": plain(y), "inputsGradient": plain(x.grad)})


def write_activations():
    random = np.random.default_rng(400)
    ordinary = eighths(random, (2, 3, 4), 40)
    zeros = np.array([-1, -0.125, 0, 0.125, 1])
    extreme = np.array([-1000, -700, -40, -1e-9, 0, 1e-9, 40, 700, 1000])
    rows = [("ordinary numbers", ordinary), ("around zero", zeros), ("far out", extreme)]
    write("relu", [elementwise(401 + i, name, torch.relu, x) for i, (name, x) in enumerate(rows)])
    write("sigmoid", [elementwise(411 + i, name, torch.sigmoid, x) for i, (name, x) in enumerate(rows)])
    write("tanh", [elementwise(421 + i, name, torch.tanh, x) for i, (name, x) in enumerate(rows)])
    leaky = []
    for i, slope in enumerate([0.01, 0.2]):
        for j, (name, x) in enumerate(rows):
            leaky.append(elementwise(431 + 10 * i + j, f"{name}, slope {slope}", lambda x: F.leaky_relu(x, slope), x,
                                     {"slope": slope}))
    write("leakyRelu", leaky)
    scores = [
        ("one row", np.array([1.3, 5.1, 2.2, 0.7, 1.1])),
        ("several rows", eighths(random, (4, 3), 40)),
        ("one class", eighths(random, (3, 1))),
        ("scores of ±1000", np.array([[1000, -1000, 0], [-1000, -1000, -1000], [1000, 999, 998]])),
    ]
    write("softmax", [elementwise(451 + i, name, lambda x: F.softmax(x, dim=-1), x.astype(np.float64))
                      for i, (name, x) in enumerate(scores)])


# Losses


def one_hot(labels, classes):
    return np.eye(classes)[np.asarray(labels)]


def write_losses():
    random = np.random.default_rng(500)

    def on_scores(name, scores, targets, settings=None):
        z = leaf(np.asarray(scores, dtype=np.float64))
        loss = F.cross_entropy(z, torch.tensor(targets))
        loss.backward()
        return case(name, settings, {"scores": plain(z), "targets": targets},
                    {"loss": plain(loss), "scoresGradient": plain(z.grad)})

    def labelled(name, scores, labels):
        return on_scores(name, scores, one_hot(labels, np.shape(scores)[1]), {"labels": labels})

    write(
        "crossEntropyOnScores",
        [
            labelled("one row", [[1.3, 5.1, 2.2, 0.7, 1.1]], [1]),
            labelled("several rows", eighths(random, (5, 4), 40), [0, 3, 1, 1, 2]),
            labelled("equal scores", np.zeros((2, 10)), [4, 9]),
            labelled("scores of ±1000, right", [[1000, -1000, 0], [-1000, 1000, -1000]], [0, 1]),
            labelled("scores of ±1000, wrong", [[1000, -1000, 0], [-1000, 1000, -1000]], [1, 2]),
            labelled("scores of 1000 all", [[1000, 1000], [-1000, -1000]], [0, 1]),
            on_scores("targets that are probabilities", eighths(random, (3, 4), 24),
                      np.array([[0.25, 0.25, 0.5, 0], [0.125, 0, 0.75, 0.125], [1, 0, 0, 0]])),
        ],
    )

    def on_predictions(name, predictions, targets):
        p = leaf(np.asarray(predictions, dtype=np.float64))
        loss = -torch.special.xlogy(torch.tensor(targets), p).sum() / p.shape[0]
        loss.backward()
        return case(name, {}, {"predictions": plain(p), "targets": targets},
                    {"loss": plain(loss), "predictionsGradient": plain(p.grad)})

    def squared(name, predictions, targets, averaged):
        p, t = leaf(np.asarray(predictions, dtype=np.float64)), torch.tensor(targets)
        loss = F.mse_loss(p, t) if averaged else F.mse_loss(p, t, reduction="sum") / p.shape[0]
        loss.backward()
        what = "averaged over rows and classes" if averaged else "summed over classes, averaged over rows"
        return case(f"{name}, {what}", {"averagedOverClasses": int(averaged)}, {"predictions": plain(p), "targets": targets},
                    {"loss": plain(loss), "predictionsGradient": plain(p.grad)})

    pets = one_hot([0, 1, 0], 2)
    networks = [
        ("NN1", [[0.9, 0.1], [0.1, 0.9], [0.4, 0.6]], pets),
        ("NN2", [[0.6, 0.4], [0.3, 0.7], [0.1, 0.9]], pets),
        ("four classes", F.softmax(torch.tensor(eighths(random, (3, 4), 24)), dim=-1).numpy(), one_hot([2, 0, 3], 4)),
    ]
    write("crossEntropy", [on_predictions(*network) for network in networks])
    networks.append(("any numbers", eighths(random, (4, 3), 40), eighths(random, (4, 3), 40)))
    write("meanSquaredError", [squared(*network, averaged) for network in networks for averaged in [False, True]])


# Dense layers


def write_dense():
    cases = []
    for seed, (count, inputs, outputs, bias) in enumerate([(1, 4, 3, True), (3, 5, 2, True), (2, 3, 4, False), (1, 1, 1, True)], 601):
        random = np.random.default_rng(seed)
        rows, weights, biases = (eighths(random, shape) for shape in [(count, inputs), (outputs, inputs), (outputs,)])
        x, w, b = leaf(rows), leaf(weights), leaf(biases)
        y = F.linear(x, w, b if bias else None)
        upstream = eighths(random, y.shape)
        y.backward(torch.tensor(upstream))
        case_inputs = {"inputs": rows, "weights": weights, "upstream": upstream}
        expected = {"output": plain(y), "inputsGradient": plain(x.grad), "weightsGradient": plain(w.grad)}
        if bias:
            case_inputs["bias"], expected["biasGradient"] = biases, plain(b.grad)
        name = f"{count} × {inputs} to {outputs}" + ("" if bias else ", no bias")
        cases.append(case(name, {}, case_inputs, expected))
    write("dense", cases)
