"""Steps of SGD, Adam, AdamW and Adadelta, and learning rates of schedules."""

import numpy as np
import torch
import torch.nn.functional as F

from cases import case, eighths, leaf, plain, write

STEPS = 20


def quadratic():
    """f(x) = (x'Ax)/2 - b'x, whose gradient is Ax - b."""
    matrix, vector = np.array([[3, 1, 0], [1, 2, 0.5], [0, 0.5, 0.25]]), np.array([1, -2, 0.5])
    a, b = torch.tensor(matrix), torch.tensor(vector)
    return np.array([1.5, -1, 2]), {"matrix": matrix, "vector": vector}, {}, lambda x, step: x @ a @ x / 2 - b @ x


def logistic():
    """The mean of log(1 + exp(-s w.x)) over a batch, s being 1 or -1; the batches follow one another in order, again and again."""
    random = np.random.default_rng(700)
    features, signs = eighths(random, (10, 3), 24), random.choice([-1.0, 1.0], 10)
    x, s, size = torch.tensor(features), torch.tensor(signs), 4

    def loss(w, step):
        places = [(step * size + offset) % len(signs) for offset in range(size)]
        return F.softplus(-s[places] * (x[places] @ w)).mean()

    return np.array([0.5, -0.25, 0]), {"features": features, "signs": signs}, {"batchSize": size}, loss


def trajectory(name, problem, make, settings, limit=None):
    start, inputs, problem_settings, loss = problem
    x = leaf(start)
    optimiser = make([x])
    group = optimiser.param_groups[0]
    for key, value in settings.items():
        names = {"learningRate": "lr", "weightDecay": "weight_decay", "decay": "rho", "epsilon": "eps"}
        used = group["betas"] if key == "betas" else group[names.get(key, key)]
        assert np.array_equal(np.float64(used), np.float64(value)), key
    parameters, gradients, losses = [], [], []
    for step in range(STEPS):
        optimiser.zero_grad()
        value = loss(x, step)
        value.backward()
        losses.append(value.item())
        gradients.append(x.grad.numpy().copy())
        if limit:
            torch.nn.utils.clip_grad_norm_([x], limit)
        optimiser.step()
        parameters.append(plain(x).copy())
    return case(name, {**settings, **problem_settings, **({"gradientLimit": limit} if limit else {})}, {"start": start, **inputs},
                {"losses": losses, "gradients": np.array(gradients), "parameters": np.array(parameters)})


def write_optimisers():
    problems = [("quadratic", quadratic()), ("logistic", logistic())]

    def file(operation, variants):
        write(operation, [trajectory(f"{variant}, {name}", problem, make, settings)
                          for variant, make, settings in variants for name, problem in problems])

    def sgd(variant, rate, momentum=0, decay=0, nesterov=False):
        return (variant, lambda p: torch.optim.SGD(p, lr=rate, momentum=momentum, weight_decay=decay, nesterov=nesterov),
                {"learningRate": rate, "momentum": momentum, "weightDecay": decay, "nesterov": int(nesterov)})

    file("sgd", [
        sgd("plain", 0.1),
        sgd("momentum", 0.05, 0.9),
        sgd("weight decay", 0.1, 0, 0.01),
        sgd("momentum and weight decay", 0.05, 0.9, 0.01),
        sgd("Nesterov's momentum", 0.05, 0.9, 0, True),
    ])

    def adam(variant, rate, betas, epsilon, decay=0):
        return (variant, lambda p: torch.optim.Adam(p, lr=rate, betas=betas, eps=epsilon, weight_decay=decay),
                {"learningRate": rate, "betas": betas, "epsilon": epsilon, "weightDecay": decay})

    file("adam", [
        adam("defaults", 1e-3, (0.9, 0.999), 1e-8),
        adam("a larger rate", 0.1, (0.8, 0.95), 1e-8),
        adam("weight decay", 0.05, (0.9, 0.999), 1e-8, 0.01),
    ])

    def adam_w(variant, rate, betas, epsilon, decay):
        return (variant, lambda p: torch.optim.AdamW(p, lr=rate, betas=betas, eps=epsilon, weight_decay=decay),
                {"learningRate": rate, "betas": betas, "epsilon": epsilon, "weightDecay": decay})

    file("adamW", [
        adam_w("defaults", 1e-3, (0.9, 0.999), 1e-8, 0.01),
        adam_w("a larger rate and decay", 0.1, (0.8, 0.95), 1e-6, 0.1),
    ])

    _, make, settings = sgd("", 0.1, 0.9)
    write("limitedGradients", [trajectory(f"at most {limit}, {name}", problem, make, settings, limit)
                               for limit in [0.25, 2] for name, problem in problems])

    def adadelta(variant, rate, rho, epsilon, decay=0):
        return (variant, lambda p: torch.optim.Adadelta(p, lr=rate, rho=rho, eps=epsilon, weight_decay=decay),
                {"learningRate": rate, "decay": rho, "epsilon": epsilon, "weightDecay": decay})

    file("adadelta", [
        adadelta("defaults", 1.0, 0.9, 1e-6),
        adadelta("a longer memory", 0.5, 0.95, 1e-4),
        adadelta("weight decay", 1.0, 0.95, 1e-6, 0.01),
    ])


def rates(name, settings, make, epochs=12):
    optimiser = torch.optim.SGD([leaf(np.zeros(1))], lr=1.0)
    schedule, factors = make(optimiser), []
    for _ in range(epochs):
        factors.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        schedule.step()
    return case(name, settings, {}, {"factors": np.array(factors)})


def write_schedules():
    s = torch.optim.lr_scheduler
    write("schedules", [
        rates("step", {"every": 3, "factor": 0.5}, lambda o: s.StepLR(o, 3, 0.5)),
        rates("cosine", {"epochs": 11, "least": 0}, lambda o: s.CosineAnnealingLR(o, 11)),
        rates("cosine to a tenth", {"epochs": 12, "least": 0.1}, lambda o: s.CosineAnnealingLR(o, 12, 0.1)),
        rates("warm-up", {"warmUp": 4, "start": 0.2}, lambda o: s.LinearLR(o, 0.2, 1, 4)),
    ])
